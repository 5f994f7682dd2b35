#!/usr/bin/env bash
# Makes films that the benchmarks read, in the folder given; what is there already stays.
#
#   benchmarks/material.sh [--quick] [--clip FILE]… FOLDER NAME…
#
# film.mp4        two minutes of 1080p at 30 pictures a second as cameras and sites deliver it: x264 `fast`, crf 21, a key
#                 picture at least every 250; pans, zooms and grain over drawn pictures, or with --clip twenty seconds of
#                 each of the given clips
# held.mp4        six drawn scenes of half a minute each, as talks and watched places have
# minutes-N.mp4   film.mp4 over and over, without encoding it again; small-N.mp4 the same at 320x180
# CODEC-LINES.*   its first half minute, or 10 s of 2160p: h264, hevc, av1 (.mp4), vp9 (.webm), mpeg2 (.ts)
# pieces          twelve different pieces of it
#
# With --quick films are a tenth as long, and of 360 lines.
set -euo pipefail
quick="" clips=()
while [[ ${1:-} == --* ]]; do
  case $1 in
    --quick) quick=1 && shift ;;
    --clip) clips+=("$2") && shift 2 ;;
    *) echo "material.sh: $1 is no option" >&2 && exit 2 ;;
  esac
done
mkdir -p "${1:?usage: benchmarks/material.sh [--quick] [--clip FILE]… FOLDER NAME…}"
FOLDER=$(cd "$1" && pwd)
shift
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT

ff() { ffmpeg -hide_banner -v error -nostdin -y "$@"; }
# What was made goes to its place as a whole.
keep() { mv "$T/$1" "$FOLDER/$1" && echo "$1" >&2; }
size=1920:1080 length=120 scenes=16 held=20 held_scenes=6
[ -z "$quick" ] || size=640:360 length=12 scenes=3 held=1 held_scenes=3
x264=(-c:v libx264 -preset fast -crf 21 -g 250 -bf 3 -pix_fmt yuv420p -movflags +faststart)

# drawn SCENES [SECONDS]: so many scenes as inputs and one filter graph, each so much longer.
drawn() {
  local scene graph="" joined="" number=0 length
  # Where in the Mandelbrot set a picture lies, how it is moved over, and for how many seconds.
  local scenes=(
    "-0.743643:0.131825:0.003|x='40+t*45':y='30+t*20'|9"
    "-0.7463:0.1102:0.006|x='400-t*12':y='200'|14"
    "-1.25066:0.02012:0.0002|x='300+200*sin(t*1.7)':y='250+60*cos(t*2.3)'|7"
    "-0.16:1.0405:0.03|x='100+mod(t*400\,800)':y='100'|5"
    "0.28693186889504513:0.014286693904085048:0.0004|x='200':y='150'|18"
    "-0.235125:0.827215:0.0005|x='500-t*40':y='t*15'|12"
    "-0.722:0.246:0.02|x='t*90':y='300-t*20'|6"
    "-0.748:0.1:0.0014|x='300':y='40+t*25'|11"
  )
  inputs=()
  for scene in "${scenes[@]}" "${scenes[@]}"; do
    [ "$number" -lt "$1" ] || break
    IFS='|' read -r place move length <<<"$scene"
    # What jumps to and fro is no long scene.
    [[ -z ${2:-} || $move != *mod* ]] || continue
    length=$((length + ${2:-0}))
    IFS=':' read -r x y scale <<<"$place"
    if [ ! -s "$T/still$((number % ${#scenes[@]})).png" ]; then
      ff -f lavfi -i "mandelbrot=s=1440x810:start_x=$x:start_y=$y:start_scale=$scale:maxiter=1500" \
        -frames:v 1 -vf scale=2880:1620:flags=lanczos,gblur=sigma=1.2 "$T/still$number.png"
    fi
    inputs+=(-loop 1 -framerate 30 -t "$length" -i "$T/still$((number % ${#scenes[@]})).png")
    # The second round has the colours turned, so that no scene comes twice.
    local turn=""
    [ $number -ge ${#scenes[@]} ] && turn=",hue=h=140"
    graph+="[$number:v]crop=1920:1080:$move$turn,noise=alls=4:allf=t,setsar=1,format=yuv420p[v$number];"
    joined+="[v$number]"
    number=$((number + 1))
  done
  filter="$graph${joined}concat=n=$number:v=1,scale=$size[v]"
}

# filmed CLIP…: as long, of real footage.
filmed() {
  local clip graph="" joined="" number=0
  inputs=()
  for clip in "$@"; do
    inputs+=(-i "$clip")
    graph+="[$number:v]scale=1920:1080,fps=30,setsar=1,trim=0:20,setpts=PTS-STARTPTS,noise=alls=2:allf=t,format=yuv420p[v$number];"
    joined+="[v$number]"
    number=$((number + 1))
  done
  filter="$graph${joined}concat=n=$number:v=1,scale=$size[v]"
}

# make NAME: makes it, and first what it is made of.
make() {
  [ ! -e "$FOLDER/$1" ] || return 0
  case $1 in
    film.mp4)
      if [ ${#clips[@]} -gt 0 ]; then filmed "${clips[@]}"; else drawn $scenes; fi
      ff "${inputs[@]}" -filter_complex "$filter" -map "[v]" -t $length "${x264[@]}" "$T/$1"
      ;;
    held.mp4)
      drawn $held_scenes "$held"
      ff "${inputs[@]}" -filter_complex "$filter" -map "[v]" "${x264[@]}" "$T/$1"
      ;;
    small.mp4)
      make film.mp4
      ff -i "$FOLDER/film.mp4" -an -vf scale=320:180 "${x264[@]}" "$T/$1"
      ;;
    minutes-*.mp4) repeat film.mp4 "$1" ;;
    small-*.mp4) repeat small.mp4 "$1" ;;
    pieces) pieces ;;
    *-*.*) coded "$1" ;;
    *) echo "material.sh: nobody knows how to make $1" >&2 && exit 2 ;;
  esac
  keep "$1"
}

# repeat FILM NAME: the film over and over, for as many minutes as the name says.
repeat() {
  make "$1"
  local minutes=${2#*-}
  minutes=${minutes%.mp4}
  for _ in $(seq $((minutes * 60 / length + 1))); do echo "file '$FOLDER/$1'"; done >"$T/list"
  ff -f concat -safe 0 -i "$T/list" -t $((minutes * 60)) -c copy -movflags +faststart "$T/$2"
}

# coded NAME: the film's beginning in the codec and with the lines that the name says.
coded() {
  local codec=${1%%-*} lines=${1#*-} seconds=30 look
  lines=${lines%.*}
  [ "$lines" -le 1080 ] || seconds=10
  [ -z "$quick" ] || seconds=3
  make film.mp4
  look="scale=-2:$lines"
  # What is scaled up has no grain of its own.
  [ "$lines" -le 1080 ] || look+=":flags=lanczos,noise=alls=4:allf=t"
  local start=(-t $seconds -i "$FOLDER/film.mp4" -an -vf "$look,format=yuv420p")
  case $codec in
    h264) ff "${start[@]}" "${x264[@]}" "$T/$1" ;;
    hevc) ff "${start[@]}" -c:v libx265 -preset fast -crf 25 -x265-params log-level=none -tag:v hvc1 "$T/$1" ;;
    vp9) ff "${start[@]}" -c:v libvpx-vp9 -deadline realtime -cpu-used 6 -crf 33 -b:v 0 -row-mt 1 "$T/$1" ;;
    av1) SVT_LOG=1 ff "${start[@]}" -c:v libsvtav1 -preset 9 -crf 35 -g 240 "$T/$1" ;;
    mpeg2) ff "${start[@]}" -c:v mpeg2video -q:v 4 -g 15 -bf 2 "$T/$1" ;;
    *) echo "material.sh: nobody knows the codec of $1" >&2 && exit 2 ;;
  esac
}

# Pieces that differ, since a batch does nothing twice.
pieces() {
  make film.mp4
  mkdir "$T/pieces"
  local number
  for number in $(seq 0 11); do
    ff -ss $((number * length / 12)) -i "$FOLDER/film.mp4" -t $((length / 12)) -an "${x264[@]}" "$T/pieces/$number.mp4"
  done
}

for name in "$@"; do make "$name"; done
