#!/usr/bin/env bash
# Makes the films that the benchmarks read, in the folder given; what is there already stays.
#
#   benchmarks/material.sh FOLDER              pans, zooms and grain over drawn pictures
#   benchmarks/material.sh FOLDER CLIP…        twenty seconds of each of the given clips instead
#
# h264.mp4 is two minutes of 1080p at 30 pictures a second as cameras and sites deliver it: x264 `fast`, crf 21,
# a key picture at least every 250. The longer ones are the same stream repeated, the others its first half
# minute in other codecs. held.mp4 has six drawn scenes of half a minute each, as talks and watched places do.
set -euo pipefail
mkdir -p "${1:?usage: benchmarks/material.sh FOLDER [CLIP…]}"
FOLDER=$(cd "$1" && pwd)
shift
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT

ff() { ffmpeg -hide_banner -v error -nostdin -y "$@"; }
# made NAME: whether it is still to be made; then write to "$T/NAME" and call `keep NAME`.
missing() { [ ! -s "$FOLDER/$1" ]; }
keep() { mv "$T/$1" "$FOLDER/$1" && echo "$1" >&2; }

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
  filter="$graph${joined}concat=n=$number:v=1[v]"
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
  filter="$graph${joined}concat=n=$number:v=1[v]"
}

if missing h264.mp4; then
  if [ $# -gt 0 ]; then filmed "$@"; else drawn 16; fi
  ff "${inputs[@]}" -filter_complex "$filter" -map "[v]" -t 120 -c:v libx264 -preset fast -crf 21 -g 250 \
    -bf 3 -pix_fmt yuv420p -movflags +faststart "$T/h264.mp4"
  keep h264.mp4
fi
if missing held.mp4; then
  drawn 6 20
  ff "${inputs[@]}" -filter_complex "$filter" -map "[v]" -c:v libx264 -preset fast -crf 21 -g 250 \
    -bf 3 -pix_fmt yuv420p -movflags +faststart "$T/held.mp4"
  keep held.mp4
fi
for minutes in 1 5 20 60 120; do
  missing "h264-$minutes.mp4" || continue
  for _ in $(seq $((minutes / 2 + 1))); do echo "file '$FOLDER/h264.mp4'"; done >"$T/list"
  ff -f concat -safe 0 -i "$T/list" -t $((minutes * 60)) -c copy -movflags +faststart "$T/h264-$minutes.mp4"
  keep "h264-$minutes.mp4"
done

half=(-t 30 -i "$FOLDER/h264.mp4" -an)
if missing hevc.mp4; then
  ff "${half[@]}" -c:v libx265 -preset fast -crf 25 -x265-params log-level=none -tag:v hvc1 "$T/hevc.mp4"
  keep hevc.mp4
fi
if missing vp9.webm; then
  ff "${half[@]}" -c:v libvpx-vp9 -deadline realtime -cpu-used 6 -crf 33 -b:v 0 -row-mt 1 "$T/vp9.webm"
  keep vp9.webm
fi
if missing av1.mp4; then
  SVT_LOG=1 ff "${half[@]}" -c:v libsvtav1 -preset 9 -crf 35 -g 240 "$T/av1.mp4"
  keep av1.mp4
fi
if missing mpeg2.ts; then
  ff "${half[@]}" -c:v mpeg2video -q:v 4 -g 15 -bf 2 "$T/mpeg2.ts"
  keep mpeg2.ts
fi
