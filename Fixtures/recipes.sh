#!/usr/bin/env bash
# Regenerates every media file of Fixtures/media and its probe in Fixtures/probes.
#
#   Fixtures/recipes.sh [name…]        all files, or only the named ones
#   OUT=/some/folder Fixtures/recipes.sh   write media/ and probes/ there instead
#
# Needs ffmpeg/ffprobe 5.1 and python3. All sources are synthetic (test patterns, sines,
# seeded random numbers); one encoder thread and bitexact muxing keep the result repeatable.
#
# Every picture carries its own number: the lowest 16 lines are ten boxes of a tenth of the
# width; box k (from the left) is white when bit k of the frame number is set, else black.
#
# The "#:" lines are read by tools.py (README table and checks).
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
OUT=${OUT:-$HERE}
mkdir -p "$OUT/media" "$OUT/probes"
MEDIA=$(cd "$OUT/media" && pwd)
PROBES=$(cd "$OUT/probes" && pwd)
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
cd "$MEDIA"

tool() { python3 "$HERE/tools.py" "$@"; }
ff() { ffmpeg -hide_banner -v error -nostdin -y "$@"; }

# Output options of every encode.
B=(-threads 1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact)
X264=(-c:v libx264 -preset medium -crf 31 -pix_fmt yuv420p)
X265=(-c:v libx265 -preset fast -crf 28)
Q265="pools=none:frame-threads=1:wpp=0:log-level=none:info=0"

# numbered: the filters that paint the frame number.
numbered() {
  local k g="drawbox=x=0:y=ih-16:w=iw:h=16:color=black:t=fill"
  for k in 0 1 2 3 4 5 6 7 8 9; do
    g+=",drawbox=x=floor(iw*$k/10):y=ih-16:w=floor(iw/10):h=16:color=white:t=fill"
    g+=":enable='mod(floor(n/$((1 << k))),2)'"
  done
  echo "$g"
}

# pic SIZE RATE FRAMES [FILTERS]: sets PIC to the input options of a numbered moving pattern.
pic() {
  PIC=(-f lavfi -i "testsrc2=s=$1:r=$2,format=yuv420p,$(numbered),trim=end_frame=$3${4:+,$4}")
}
# The same in RGB or with full colour resolution.
pic_rgb() {
  PIC=(-f lavfi -i "testsrc2=s=$1:r=$2,format=rgb24,$(numbered),trim=end_frame=$3${4:+,$4}")
}
# tone FREQUENCY SECONDS: sets TONE.
tone() { TONE=(-f lavfi -i "sine=f=$1:r=48000:d=$2"); }
AAC=(-c:a aac -b:a 64k)

# base_h264: 100 frames of H.264 with B frames and sound, the source of damaged and copied files.
base_h264() {
  [ -e "$T/base.mp4" ] && return
  pic 192x144 25 100; tone 440 4
  ff "${PIC[@]}" "${TONE[@]}" "${X264[@]}" -g 25 -keyint_min 25 -bf 3 \
    -x264-params b-pyramid=normal:open-gop=0:scenecut=0 "${AAC[@]}" "${B[@]}" "$T/base.mp4"
}
# base_mkv: the same in Matroska.
base_mkv() { base_h264; [ -e "$T/base.mkv" ] || ff -i "$T/base.mp4" -c copy "${B[@]}" "$T/base.mkv"; }
# base_mpeg2 [FRAMES]: MPEG-2 with two B frames, GOP 12.
base_mpeg2() {
  pic 144x112 25 "$1"
  M2=("${PIC[@]}" -c:v mpeg2video -q:v 14 -g 12 -bf 2 -sc_threshold 1000000000 "${B[@]}")
}

# ------------------------------------------------------------------ H.264

#: h264-bframes.mp4
#: recipe: x264, closed GOPs of 24, 3 B frames with pyramid, 120 frames at 25/s
#: proves: the ordinary case: decode order differs from display order; five places to seek to
#: check: n == 120 and keys == 5 and types['B'] > 40 and set(steps) == {512} and leading == 0 and num == list(range(120))
f_h264-bframes.mp4() {
  pic 192x144 25 120
  ff "${PIC[@]}" "${X264[@]}" -g 24 -keyint_min 24 -bf 3 \
    -x264-params b-pyramid=normal:open-gop=0:scenecut=0 "${B[@]}" "$1"
}

#: h264-open-gop.mp4
#: recipe: x264 open-gop=1, GOP 24, 3 B frames with pyramid, in MP4
#: proves: leading pictures after a key frame need the GOP before; a seek must not show them broken
#: check: n == 120 and keys >= 5 and leading >= 4 and num == list(range(120))
f_h264-open-gop.mp4() {
  pic 192x144 25 120
  ff "${PIC[@]}" "${X264[@]}" -g 24 -keyint_min 24 -bf 3 \
    -x264-params b-pyramid=normal:open-gop=1:scenecut=0 "${B[@]}" "$1"
}

#: h264-open-gop.mkv
#: recipe: the same stream in Matroska
#: proves: the same with the index (Cues) of Matroska and millisecond times
#: check: n == 120 and keys >= 5 and leading >= 4 and num == list(range(120))
f_h264-open-gop.mkv() {
  f_h264-open-gop.mp4 "$T/open.mp4"
  ff -i "$T/open.mp4" -c copy "${B[@]}" "$1"
}

#: h264-open-gop.ts
#: recipe: the same stream in MPEG-TS
#: proves: open GOPs in a container without any index
#: check: n == 120 and leading >= 4 and 'mpegts' in fmt['format_name'] and num == list(range(120))
f_h264-open-gop.ts() {
  f_h264-open-gop.mp4 "$T/open.mp4"
  ff -i "$T/open.mp4" -c copy "${B[@]}" "$1"
}

#: h264-long-gop.mp4
#: recipe: x264, one key frame, 300 frames at 25/s, 160x120
#: proves: a seek to the end must decode everything and still give the exact picture
#: check: n == 300 and keys == 1 and types['B'] > 0 and num == list(range(300))
f_h264-long-gop.mp4() {
  pic 160x120 25 300
  ff "${PIC[@]}" "${X264[@]}" -crf 34 -g 10000 -bf 3 -sc_threshold 0 "${B[@]}" "$1"
}

#: h264-intra-refresh.mp4
#: recipe: x264 intra-refresh=1 (a wandering column of intra blocks), 1 IDR picture, 100 frames
#: proves: recovery points without IDR pictures; the first pictures after one are not yet clean; packets flagged key, frames not
#: check: n == 100 and types['I'] == 1 and types['P'] == 99 and num == list(range(100))
f_h264-intra-refresh.mp4() {
  pic 192x144 25 100
  ff "${PIC[@]}" "${X264[@]}" -x264-params intra-refresh=1:keyint=20:bframes=0:scenecut=0 "${B[@]}" "$1"
}

#: h264-intra-refresh.ts
#: recipe: the same stream in MPEG-TS
#: proves: recovery points found by the parser instead of a sample table
#: check: n == 100 and types['P'] == 99 and num == list(range(100))
f_h264-intra-refresh.ts() {
  f_h264-intra-refresh.mp4 "$T/refresh.mp4"
  ff -i "$T/refresh.mp4" -c copy "${B[@]}" "$1"
}

#: h264-intra.mp4
#: recipe: x264, every frame a key frame, 50 frames
#: proves: every picture can be reached directly
#: check: n == 50 and keys == 50 and types['I'] == 50 and num == list(range(50))
f_h264-intra.mp4() {
  pic 160x120 25 50
  ff "${PIC[@]}" "${X264[@]}" -g 1 "${B[@]}" "$1"
}

#: h264-no-bframes.mp4
#: recipe: x264 without B frames, GOP 25, 100 frames
#: proves: decode order equals display order
#: check: n == 100 and types['B'] == 0 and keys == 4 and all(k['pts'] == k['dts'] for k in P) and num == list(range(100))
f_h264-no-bframes.mp4() {
  pic 192x144 25 100
  ff "${PIC[@]}" "${X264[@]}" -g 25 -bf 0 -sc_threshold 0 "${B[@]}" "$1"
}

#: h264-fragmented.mp4
#: recipe: x264, GOP 25, MP4 with empty moov and one fragment per key frame, no overall index
#: proves: length and key frames are known only from the fragments
#: check: n == 100 and keys == 4 and data.count(b'moof') == 4 and b'mfra' not in data and num == list(range(100))
f_h264-fragmented.mp4() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy "${B[@]}" \
    -movflags frag_keyframe+empty_moov+default_base_moof+skip_trailer "$1"
}

#: h264-fragmented-mfra.mp4
#: recipe: the same with the random-access table (mfra) at the end
#: proves: fragmented file with an index
#: check: n == 100 and keys == 4 and b'mfra' in data and num == list(range(100))
f_h264-fragmented-mfra.mp4() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy "${B[@]}" -movflags frag_keyframe+empty_moov "$1"
}

#: h264-10bit.mkv
#: recipe: x264 10 bit (High 10), 50 frames
#: proves: a pixel format with two bytes per sample
#: check: n == 50 and v['pix_fmt'] == 'yuv420p10le' and num == list(range(50))
f_h264-10bit.mkv() {
  pic 192x144 25 50
  ff "${PIC[@]}" -c:v libx264 -crf 27 -pix_fmt yuv420p10le -g 25 "${B[@]}" "$1"
}

#: h264-444.mp4
#: recipe: x264 High 4:4:4, 25 frames
#: proves: full colour resolution
#: check: n == 25 and v['pix_fmt'] == 'yuv444p' and num == list(range(25))
f_h264-444.mp4() {
  pic_rgb 160x120 25 25
  ff "${PIC[@]}" -c:v libx264 -crf 27 -pix_fmt yuv444p "${B[@]}" "$1"
}

#: h264-mbaff.ts
#: recipe: x264 interlaced, top field first (MBAFF), 50 frames from 50 fields a second
#: proves: interlaced H.264 in MPEG-TS; the two fields show different moments
#: check: n == 50 and all(f['interlaced_frame'] == 1 for f in F) and v['field_order'] == 'tt' and num == list(range(50))
f_h264-mbaff.ts() {
  PIC=(-f lavfi -i "testsrc2=s=192x144:r=50,format=yuv420p,interlace=scan=tff:lowpass=off,setfield=tff,$(numbered),trim=end_frame=50")
  ff "${PIC[@]}" "${X264[@]}" -g 25 -bf 2 -x264-params tff=1:scenecut=0 "${B[@]}" -flags:v +bitexact+ilme+ildct "$1"
}

#: h264-slices.mp4
#: recipe: x264, four slices per picture, 50 frames
#: proves: several units per picture
#: check: n == 50 and keys == 2 and num == list(range(50))
f_h264-slices.mp4() {
  pic 192x144 25 50
  ff "${PIC[@]}" "${X264[@]}" -g 25 -sc_threshold 0 -slices 4 "${B[@]}" "$1"
}

#: h264.ts
#: recipe: x264 with B frames and AAC in MPEG-TS, default start offset
#: proves: first time is not 0 (1.48 s with the muxer's delay); no index
#: check: n == 100 and start > 1 and kinds['audio'] == 1 and num == list(range(100))
f_h264.ts() {
  base_h264
  ff -i "$T/base.mp4" -c copy "${B[@]}" "$1"
}

#: h264.avi
#: recipe: x264 with B frames in AVI
#: proves: a container that stores no display times; the decoder's order must supply them
#: check: n == 100 and types['B'] > 0 and any(k['pts'] is None for k in P) and num == list(range(100))
f_h264.avi() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy -bsf:v h264_mp4toannexb "${B[@]}" "$1"
}

#: raw.h264
#: recipe: the bare H.264 byte stream (Annex B) of the same pictures
#: proves: no container: no times, no length, no index
#: check: n == 100 and fmt['format_name'] == 'h264' and 'duration' not in fmt and num == list(range(100))
f_raw.h264() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy "${B[@]}" "$1"
}

# ------------------------------------------------------------------ timing

# Uneven but rising times: steps of 40 ms ± at most 36 ms, and a pause of 0.5 s every 40 frames.
vfr_source() {
  pic 192x144 25 120 "settb=1/90000,setpts=N*3600+floor(1600*sin(N*N*1.7))+1600+45000*floor(N/40)"
}

#: vfr.mp4
#: recipe: x264, 120 frames with uneven steps (4 … 76 ms) and two pauses of half a second, 1/90000 clock
#: proves: truly variable frame rate; a picture must be found by its time, not by index divided by rate
#: check: n == 120 and len(set(steps)) > 60 and min(steps) > 0 and max(steps) > 40000 and types['B'] > 0 and num == list(range(120))
f_vfr.mp4() {
  vfr_source
  ff "${PIC[@]}" "${X264[@]}" -g 30 -bf 3 -sc_threshold 0 -fps_mode passthrough -enc_time_base 1/90000 \
    -video_track_timescale 90000 "${B[@]}" "$1"
}

#: vfr.mkv
#: recipe: the same stream in Matroska (times rounded to milliseconds)
#: proves: the same with a coarse clock
#: check: n == 120 and len(set(steps)) > 30 and min(steps) > 0 and max(steps) > 450 and num == list(range(120))
f_vfr.mkv() {
  f_vfr.mp4 "$T/vfr.mp4"
  ff -i "$T/vfr.mp4" -c copy "${B[@]}" "$1"
}

#: ntsc-rate.mp4
#: recipe: x264 at 30000/1001 frames a second, 60 frames
#: proves: a rate that is no whole number
#: check: n == 60 and v['avg_frame_rate'] == '30000/1001' and num == list(range(60))
f_ntsc-rate.mp4() {
  pic 192x144 30000/1001 60
  ff "${PIC[@]}" "${X264[@]}" -g 30 "${B[@]}" "$1"
}

#: high-frame-rate.mp4
#: recipe: x264 at 120 frames a second, 240 frames
#: proves: steps of 8.33 ms, shorter than a hundredth of a second
#: check: n == 240 and v['avg_frame_rate'] == '120/1' and num == list(range(240))
f_high-frame-rate.mp4() {
  pic 160x120 120 240
  ff "${PIC[@]}" "${X264[@]}" -crf 34 -g 60 "${B[@]}" "$1"
}

#: low-frame-rate.mp4
#: recipe: x264 at 1 frame a second, 5 frames
#: proves: each picture lasts a whole second; the last one too
#: check: n == 5 and v['avg_frame_rate'] == '1/1' and float(fmt['duration']) == 5 and num == list(range(5))
f_low-frame-rate.mp4() {
  pic 160x120 1 5
  ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$1"
}

#: edit-list.mp4
#: recipe: H.264 copied from 0.5 s on, mid-GOP: the file starts at the key frame, an edit list hides the first pictures
#: proves: pictures before the start of the edit are decoded but not shown
#: check: num == list(range(13, 100)) and keys >= 4 and sum('D' in k['flags'] for k in P) > 5 and data.count(b'elst') >= 1
f_edit-list.mp4() {
  base_h264
  ff -ss 0.5 -i "$T/base.mp4" -c copy "${B[@]}" "$1"
}

#: edit-list.mov
#: recipe: the same in QuickTime
#: proves: the same
#: check: num == list(range(13, 100)) and sum('D' in k['flags'] for k in P) > 5 and data.count(b'elst') >= 1
f_edit-list.mov() {
  base_h264
  ff -ss 0.5 -i "$T/base.mp4" -c copy "${B[@]}" "$1"
}

#: edit-list-delay.mp4
#: recipe: video moved 1 s later than sound by an empty edit
#: proves: the first picture is at 1 s although its sample time is 0
#: check: n == 100 and abs(start - 1) < 0.05 and kinds['audio'] == 1
f_edit-list-delay.mp4() {
  base_h264
  ff -itsoffset 1 -i "$T/base.mp4" -i "$T/base.mp4" -map 0:v -map 1:a -c copy "${B[@]}" "$1"
}

#: edit-list-rewind.mp4
#: recipe: two edits, the second of which starts before the first ends
#: proves: pictures come twice and times go back on the way; nothing may be taken for what comes between two keys
#: check: len(P) > 120 and sum('D' in k['flags'] for k in P) > 5
f_edit-list-rewind.mp4() {
  pic 192x144 25 120
  ff "${PIC[@]}" "${X264[@]}" -g 24 -keyint_min 24 -bf 3 -x264-params scenecut=0 "${B[@]}" "$T/whole.mp4"
  tool edits "$T/whole.mp4" "$1" 0:2.5 1.5:3
}

#: shots.mp4
#: recipe: six moving scenes: cuts at 60, 120 and 330, a dissolve from 180 to 199, through black from 250 to 279; a tone with two seconds of silence
#: proves: shots, transitions, black and silence are found where they were made
#: check: n == 390 and kinds['audio'] == 1 and set(steps) == {512}
f_shots.mp4() {
  local scene="settb=1/25,setpts=N,fps=25,format=yuv420p,setsar=1"
  ff -f lavfi -i "testsrc2=s=320x180:r=25,trim=end_frame=60" \
    -f lavfi -i "mandelbrot=s=320x180:r=25:start_scale=0.5:end_pts=300,trim=end_frame=60" \
    -f lavfi -i "mandelbrot=s=320x180:r=25:start_x=-1.25066:start_y=0.02012:start_scale=0.004:end_pts=500,trim=end_frame=80" \
    -f lavfi -i "testsrc2=s=320x180:r=25,hflip,hue=h=120,trim=end_frame=85" \
    -f lavfi -i "mandelbrot=s=320x180:r=25:start_x=-0.16:start_y=1.0405:start_scale=0.05:end_pts=500,trim=end_frame=65" \
    -f lavfi -i "testsrc=s=320x180:r=25,vflip,trim=end_frame=60" \
    -f lavfi -i "aevalsrc=0.3*sin(2*PI*440*t)*(lt(t\\,4)+gt(t\\,6)):d=15.6" \
    -filter_complex "[0]$scene[a];[1]$scene[b];[2]$scene[c];[3]$scene[d];[4]$scene,fade=t=in:s=0:n=15[e];[5]$scene[f];
      [c][d]xfade=transition=fade:duration=0.8:offset=2.4,fade=t=out:s=130:n=15[cd];
      [a][b][cd][e][f]concat=n=5:v=1,settb=1/25,setpts=N[v]" \
    -map "[v]" -map 6 -fps_mode passthrough "${X264[@]}" -g 250 "${AAC[@]}" "${B[@]}" "$1"
}

#: long-shots.mp4
#: recipe: three scenes that hardly move, of 500, 400 and 350 pictures, keys every 250 and where a scene starts
#: proves: what a fast look believes and saves
#: check: n == 1250 and keys == 6
f_long-shots.mp4() {
  local still="trim=end_frame=1,loop=loop=-1:size=1" scene="fps=25,scale=160:90,setsar=1,format=yuv420p"
  ff -f lavfi -i "testsrc2=s=320x180:r=25" -f lavfi -i "mandelbrot=s=320x180:r=25:start_scale=0.5" \
    -f lavfi -i "smptehdbars=s=320x180:r=25" \
    -filter_complex "[0]$still,trim=end_frame=500,rotate=0.0001*n,$scene[a];
      [1]$still,trim=end_frame=400,rotate=0.0001*n,$scene[b];
      [2]$still,trim=end_frame=350,rotate=0.0001*n,$scene[c];
      [a][b][c]concat=n=3:v=1,settb=1/25,setpts=N[v]" \
    -map "[v]" -fps_mode passthrough "${X264[@]}" -g 250 "${B[@]}" "$1"
}

#: story.mkv
#: recipe: five scenes of 3 s: a title card, a coast, a caption over a moving view, silence, an end card; subtitles, a tone with pauses
#: proves: an analysis names the words on the screen, the lines said and where scenes start
#: check: n == 375 and kinds['audio'] == 1 and kinds['subtitle'] == 1
f_story.mkv() {
  local scene="settb=1/25,setpts=N,fps=25,format=yuv420p,setsar=1"
  local font="fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
  cat >"$T/story.srt" <<'END'
1
00:00:03,400 --> 00:00:05,600
The old lighthouse stands above the harbour.

2
00:00:06,400 --> 00:00:08,600
Every ship looks for the lighthouse.
END
  ff -f lavfi -i "color=0x101830:s=480x270:r=25,trim=end_frame=75" \
    -f lavfi -i "mandelbrot=s=480x270:r=25:start_scale=0.5:end_pts=500,trim=end_frame=75" \
    -f lavfi -i "testsrc2=s=480x270:r=25,hue=h=60:s=0.4,boxblur=4,trim=end_frame=75" \
    -f lavfi -i "mandelbrot=s=480x270:r=25:start_x=-0.16:start_y=1.0405:start_scale=0.05:end_pts=500,trim=end_frame=75" \
    -f lavfi -i "color=0x301010:s=480x270:r=25,trim=end_frame=75" \
    -f lavfi -i "aevalsrc=0.3*sin(2*PI*330*t)*(between(t\\,3.2\\,5.8)+between(t\\,6.2\\,8.8)+lt(t\\,2.5)):d=15" \
    -i "$T/story.srt" \
    -filter_complex "[0]$scene,drawtext=$font:text='HARBOUR LIGHTS':fontcolor=white:fontsize=40:x=(w-tw)/2:y=(h-th)/2[a];
      [1]$scene[b];
      [2]$scene,drawbox=x=20:y=205:w=300:h=45:color=black@0.8:t=fill,drawtext=$font:text='Captain Ada Grey':fontcolor=white:fontsize=28:x=32:y=214[c];
      [3]$scene[d];[4]$scene,drawtext=$font:text='THE END':fontcolor=yellow:fontsize=48:x=(w-tw)/2:y=(h-th)/2[e];
      [a][b][c][d][e]concat=n=5:v=1,settb=1/25,setpts=N[v]" \
    -map "[v]" -map 5 -map 6 -fps_mode passthrough "${X264[@]}" -g 250 "${AAC[@]}" -c:s srt "${B[@]}" "$1"
}

#: audio-late.mkv
#: recipe: 2 s of video, the sound starts at 1.25 s
#: proves: streams that start at different times
#: check: n == 50 and abs(float(S[1]['start_time']) - 1.25) < 0.05 and start < 0.01 and num == list(range(50))
f_audio-late.mkv() {
  pic 160x120 25 50
  ff "${PIC[@]}" -f lavfi -itsoffset 1.25 -i "sine=f=1000:r=48000:d=0.75" "${X264[@]}" -bf 0 -c:a flac "${B[@]}" "$1"
}

#: mpeg2-far-start.ts
#: recipe: MPEG-2 whose clock starts at 26 hours (93600 s)
#: proves: first time far from zero
#: check: n == 75 and 93599 < start < 93603 and num == list(range(75))
f_mpeg2-far-start.ts() {
  base_mpeg2 75
  ff "${M2[@]}" -output_ts_offset 93600 "$1"
}

#: mpeg2-pts-wrap.ts
#: recipe: MPEG-2, 100 frames, start chosen so that the 33-bit clock (95443.7 s) wraps in the middle
#: proves: times must go on rising over the wrap
#: check: n == 100 and all(s == 3600 for s in steps) and num == list(range(100))
f_mpeg2-pts-wrap.ts() {
  base_mpeg2 100
  ff "${M2[@]}" -muxdelay 0 -muxpreload 0 -output_ts_offset 95441.7 "$1"
}

# ------------------------------------------------------------------ HEVC, AV1, VP8, VP9

#: hevc-8bit.mp4
#: recipe: x265 Main, closed GOPs of 24, 3 B frames, 96 frames
#: proves: HEVC in MP4
#: check: n == 96 and keys == 4 and types['B'] > 0 and v['codec_tag_string'] == 'hvc1' and leading == 0 and num == list(range(96))
f_hevc-8bit.mp4() {
  pic 192x144 25 96
  ff "${PIC[@]}" "${X265[@]}" -pix_fmt yuv420p -tag:v hvc1 \
    -x265-params "$Q265:open-gop=0:keyint=24:min-keyint=24:scenecut=0:bframes=3" "${B[@]}" "$1"
}

#: hevc-10bit.mkv
#: recipe: x265 Main 10, 50 frames, in Matroska
#: proves: 10 bit HEVC
#: check: n == 50 and v['pix_fmt'] == 'yuv420p10le' and v['profile'] == 'Main 10' and num == list(range(50))
f_hevc-10bit.mkv() {
  pic 192x144 25 50
  ff "${PIC[@]}" "${X265[@]}" -pix_fmt yuv420p10le \
    -x265-params "$Q265:keyint=25:min-keyint=25:scenecut=0" "${B[@]}" "$1"
}

#: hevc-open-gop.mp4
#: recipe: x265 open-gop=1: CRA key pictures with leading (RASL) pictures, 96 frames
#: proves: after a seek the leading pictures are dropped by the decoder
#: check: n == 96 and keys == 4 and leading >= 6 and num == list(range(96))
f_hevc-open-gop.mp4() {
  pic 192x144 25 96
  ff "${PIC[@]}" "${X265[@]}" -pix_fmt yuv420p -tag:v hvc1 \
    -x265-params "$Q265:open-gop=1:keyint=24:min-keyint=24:scenecut=0:bframes=4:b-pyramid=1" "${B[@]}" "$1"
}

#: hevc.ts
#: recipe: the closed-GOP HEVC stream in MPEG-TS
#: proves: HEVC without an index
#: check: n == 96 and v['codec_name'] == 'hevc' and start > 1 and num == list(range(96))
f_hevc.ts() {
  f_hevc-8bit.mp4 "$T/hevc.mp4"
  ff -i "$T/hevc.mp4" -c copy "${B[@]}" "$1"
}

#: hdr10.mp4
#: recipe: x265 10 bit, BT.2020 / SMPTE 2084, mastering display and content light level (1000/400), 25 frames
#: proves: HDR10 is recognised and shown with sensible brightness
#: check: n == 25 and v['color_transfer'] == 'smpte2084' and v['color_primaries'] == 'bt2020' and v['color_space'] == 'bt2020nc' and 'Mastering display metadata' in side and 'Content light level metadata' in side and num == list(range(25))
f_hdr10.mp4() {
  pic 192x144 25 25
  ff "${PIC[@]}" "${X265[@]}" -pix_fmt yuv420p10le -tag:v hvc1 \
    -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -color_range tv \
    -x265-params "$Q265:hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:range=limited:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50):max-cll=1000,400" "${B[@]}" "$1"
}

#: hlg.mp4
#: recipe: x265 10 bit, BT.2020 / ARIB STD-B67, 25 frames
#: proves: HLG is recognised
#: check: n == 25 and v['color_transfer'] == 'arib-std-b67' and v['color_space'] == 'bt2020nc' and num == list(range(25))
f_hlg.mp4() {
  pic 192x144 25 25
  ff "${PIC[@]}" "${X265[@]}" -pix_fmt yuv420p10le -tag:v hvc1 \
    -color_primaries bt2020 -color_trc arib-std-b67 -colorspace bt2020nc -color_range tv \
    -x265-params "$Q265:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:range=limited" "${B[@]}" "$1"
}

#: av1.mp4
#: recipe: SVT-AV1, closed GOPs of 24, 72 frames
#: proves: AV1 in MP4
#: check: n == 72 and keys >= 3 and v['codec_name'] == 'av1' and num == list(range(72))
f_av1.mp4() {
  pic 192x144 25 72
  SVT_LOG=1 ff "${PIC[@]}" -c:v libsvtav1 -preset 8 -crf 40 -g 24 -pix_fmt yuv420p \
    -svtav1-params irefresh-type=2:lp=1 "${B[@]}" "$1" 2>/dev/null
}

#: av1.mkv
#: recipe: libaom AV1, GOPs of 24, hidden alt-ref pictures, 72 frames
#: proves: AV1 in Matroska
#: check: n == 72 and keys == 3 and v['codec_name'] == 'av1' and num == list(range(72))
f_av1.mkv() {
  pic 192x144 25 72
  ff "${PIC[@]}" -c:v libaom-av1 -cpu-used 8 -crf 40 -b:v 0 -g 24 -keyint_min 24 -row-mt 0 \
    -lag-in-frames 19 -pix_fmt yuv420p "${B[@]}" "$1"
}

# two_pass OUT OPTION…: libvpx makes alt-ref pictures only in two passes.
two_pass() {
  local out=$1; shift
  ff "${PIC[@]}" "$@" -pass 1 -passlogfile "$T/two" "${B[@]}" -f null -
  ff "${PIC[@]}" "$@" -pass 2 -passlogfile "$T/two" "${B[@]}" "$out"
}
VP8=(-c:v libvpx -b:v 150k -g 40 -auto-alt-ref 1 -lag-in-frames 16 -deadline good -cpu-used 3)
VP9=(-c:v libvpx-vp9 -b:v 120k -g 40 -auto-alt-ref 1 -lag-in-frames 16 -deadline good -cpu-used 4 -row-mt 0)

#: vp8.webm
#: recipe: VP8 in two passes with alt-ref pictures, 120 frames
#: proves: invisible packets: more packets than pictures
#: check: n == 120 and len(P) > 120 and keys >= 3 and num == list(range(120))
f_vp8.webm() { pic 192x144 25 120; two_pass "$1" "${VP8[@]}"; }

#: vp8-no-duration.webm
#: recipe: VP8 written to a pipe: no length, no index in the file
#: proves: length unknown beforehand
#: check: n == 60 and 'duration' not in fmt and b'\x1c\x53\xbb\x6b' not in data and num == list(range(60))
f_vp8-no-duration.webm() {
  pic 192x144 25 60
  ff "${PIC[@]}" -c:v libvpx -b:v 150k -g 20 -deadline good -cpu-used 3 "${B[@]}" -f webm - | cat >"$1"
}

#: vp9-no-duration.webm
#: recipe: VP9 written to a pipe: no length, no index in the file
#: proves: length unknown beforehand
#: check: n == 60 and 'duration' not in fmt and b'\x1c\x53\xbb\x6b' not in data and num == list(range(60))
f_vp9-no-duration.webm() {
  pic 192x144 25 60
  ff "${PIC[@]}" -c:v libvpx-vp9 -b:v 150k -g 20 -deadline good -cpu-used 4 -row-mt 0 "${B[@]}" -f webm - | cat >"$1"
}

#: vp9.webm
#: recipe: VP9 in two passes with alt-ref pictures (superframes), Opus sound, 120 frames
#: proves: packets that hold two pictures, one hidden
#: check: n == 120 and keys >= 3 and kinds['audio'] == 1 and num == list(range(120))
f_vp9.webm() {
  pic 192x144 25 120
  PIC+=(-f lavfi -i "sine=f=440:r=48000:d=4.8")
  two_pass "$1" "${VP9[@]}" -c:a libopus -b:a 32k
}

#: vp9-alpha.webm
#: recipe: VP9 with a second stream of transparency (left clear, right opaque), 25 frames
#: proves: alpha that the plain VP9 decoder does not show
#: check: n == 25 and v['tags']['alpha_mode'] == '1' and num == list(range(25))
f_vp9-alpha.webm() {
  pic 160x120 25 25 "format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*X/W'"
  ff "${PIC[@]}" -c:v libvpx-vp9 -pix_fmt yuva420p -auto-alt-ref 0 -b:v 200k -cpu-used 5 -row-mt 0 "${B[@]}" "$1"
}

# ------------------------------------------------------------------ older formats

#: mpeg1.mpg
#: recipe: MPEG-1 video and MP2 sound in a program stream, 75 frames
#: proves: program stream, no index, start not at 0
#: check: n == 75 and v['codec_name'] == 'mpeg1video' and types['B'] > 0 and num == list(range(75))
f_mpeg1.mpg() {
  pic 192x144 25 75; tone 440 3
  ff "${PIC[@]}" "${TONE[@]}" -c:v mpeg1video -q:v 12 -g 12 -bf 2 -c:a mp2 -b:a 64k "${B[@]}" -f mpeg "$1"
}

#: interlaced.mpg
#: recipe: MPEG-2, interlaced, top field first, 50 frames from 50 fields a second
#: proves: interlaced MPEG-2; the two fields show different moments
#: check: n == 50 and all(f['interlaced_frame'] == 1 for f in F) and first['top_field_first'] == 1 and num == list(range(50))
f_interlaced.mpg() {
  PIC=(-f lavfi -i "testsrc2=s=192x144:r=50,format=yuv420p,interlace=scan=tff:lowpass=off,setfield=tff,$(numbered),trim=end_frame=50")
  ff "${PIC[@]}" -c:v mpeg2video -q:v 10 -g 12 -bf 2 -top 1 "${B[@]}" -flags:v +bitexact+ilme+ildct -f vob "$1"
}

#: flv.flv
#: recipe: H.264 and AAC in FLV
#: proves: FLV with B frames; no key-frame index
#: check: n == 100 and v['codec_name'] == 'h264' and num == list(range(100))
f_flv.flv() { base_h264; ff -i "$T/base.mp4" -c copy "${B[@]}" "$1"; }

#: flv1.flv
#: recipe: Sorenson Spark (FLV1), 50 frames
#: proves: the old FLV codec
#: check: n == 50 and v['codec_name'] == 'flv1' and num == list(range(50))
f_flv1.flv() { pic 160x120 25 50; ff "${PIC[@]}" -c:v flv1 -q:v 6 -g 25 "${B[@]}" "$1"; }

#: wmv2.wmv
#: recipe: Windows Media Video 8 and WMA in ASF, 50 frames
#: proves: ASF with its preroll
#: check: n == 50 and v['codec_name'] == 'wmv2' and fmt['format_name'] == 'asf' and num == list(range(50))
f_wmv2.wmv() {
  pic 160x120 25 50; tone 440 2
  ff "${PIC[@]}" "${TONE[@]}" -c:v wmv2 -q:v 9 -g 25 -c:a wmav2 -b:a 48k "${B[@]}" "$1"
}

#: msmpeg4.avi
#: recipe: Microsoft MPEG-4 v3 in AVI, 50 frames
#: proves: the old "DivX 3" codec
#: check: n == 50 and v['codec_name'] == 'msmpeg4v3' and num == list(range(50))
f_msmpeg4.avi() { pic 160x120 25 50; ff "${PIC[@]}" -c:v msmpeg4 -q:v 6 -g 25 "${B[@]}" "$1"; }

#: mjpeg.avi
#: recipe: Motion JPEG in AVI, 25 frames
#: proves: all key frames, full-range JPEG colours
#: check: n == 25 and keys == 25 and v['codec_name'] == 'mjpeg' and v['pix_fmt'] == 'yuvj420p' and num == list(range(25))
f_mjpeg.avi() { pic 160x120 25 25; ff "${PIC[@]}" -c:v mjpeg -q:v 10 "${B[@]}" "$1"; }

#: mpeg4-bframes.avi
#: recipe: MPEG-4 part 2 with 2 B frames in AVI, not packed, 75 frames
#: proves: B frames in a container without display times
#: check: n == 75 and num == list(range(75)) and types['B'] > 20 and any(k['pts'] is None for k in P)
f_mpeg4-bframes.avi() { pic 160x120 25 75; ff "${PIC[@]}" -c:v mpeg4 -q:v 9 -g 25 -bf 2 "${B[@]}" "$1"; }

#: mpeg4-packed.avi
#: recipe: MPEG-4 part 2 with 2 B frames, written by tools.py as a packed bitstream (P and B picture in one chunk, then B, then a 6-byte dummy), 75 frames
#: proves: packets and pictures do not match one to one
#: check: n == 75 and num == list(range(75)) and types['B'] > 20 and any(k['size'] == 6 for k in P) and data.count(b'DivX503b1393p') > 0
f_mpeg4-packed.avi() {
  pic 160x120 25 75
  ff "${PIC[@]}" -c:v mpeg4 -q:v 9 -g 25 -bf 2 "${B[@]}" -f m4v "$T/packed.m4v"
  tool pack "$T/packed.m4v" "$1" 160 120 25
}

#: xvid-packed.avi
#: recipe: Xvid with 2 B frames in AVI, packed by the encoder itself, 0-byte chunks, 73 frames of 75 (a few pictures repeated or lost by the encoder)
#: proves: a packed file as found in the wild, with empty chunks
#: check: n == 73 and types['B'] > 20 and any(k['size'] == 6 for k in P)
f_xvid-packed.avi() { pic 128x96 25 75; ff "${PIC[@]}" -c:v libxvid -q:v 9 -g 25 -bf 2 "${B[@]}" "$1"; }

#: mpeg4.3gp
#: recipe: MPEG-4 part 2 and AAC in 3GP, 176x144, 50 frames
#: proves: phone video
#: check: n == 50 and v['codec_name'] == 'mpeg4' and fmt['tags']['major_brand'].startswith('3g') and num == list(range(50))
f_mpeg4.3gp() {
  pic 176x144 15 50; tone 440 3
  ff "${PIC[@]}" "${TONE[@]}" -c:v mpeg4 -q:v 8 -g 15 -c:a aac -b:a 32k "${B[@]}" -f 3gp "$1"
}

#: h263.3gp
#: recipe: H.263 in 3GP, 176x144, 30 frames
#: proves: the oldest phone video
#: check: n == 30 and v['codec_name'] == 'h263' and num == list(range(30))
f_h263.3gp() { pic 176x144 15 30; ff "${PIC[@]}" -c:v h263 -q:v 8 -g 15 "${B[@]}" -f 3gp "$1"; }

#: theora.ogv
#: recipe: Theora and Vorbis in Ogg, 75 frames
#: proves: Ogg with granule positions instead of times
#: check: n == 75 and v['codec_name'] == 'theora' and fmt['format_name'] == 'ogg' and num == list(range(75))
f_theora.ogv() {
  pic 192x144 25 75; tone 440 3
  ff "${PIC[@]}" "${TONE[@]}" -c:v libtheora -q:v 5 -g 25 -c:a libvorbis -q:a 0 "${B[@]}" "$1"
}

#: prores.mov
#: recipe: ProRes 422 Proxy in QuickTime, 12 frames
#: proves: 10 bit 4:2:2, all key frames
#: check: n == 12 and keys == 12 and v['pix_fmt'] == 'yuv422p10le' and num == list(range(12))
f_prores.mov() { pic 160x120 25 12; ff "${PIC[@]}" -c:v prores_ks -profile:v proxy "${B[@]}" "$1"; }

#: dnxhr.mov
#: recipe: DNxHR LB in QuickTime, 5 frames
#: proves: another editing codec
#: check: n == 5 and v['codec_name'] == 'dnxhd' and num == list(range(5))
f_dnxhr.mov() { pic 256x128 25 5; ff "${PIC[@]}" -c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p "${B[@]}" "$1"; }

#: gif.gif
#: recipe: animated GIF at 10 frames a second, 20 frames
#: proves: palette pictures, partial updates
#: check: n == 20 and v['codec_name'] == 'gif' and num == list(range(20))
f_gif.gif() { pic_rgb 128x96 10 20; ff "${PIC[@]}" "${B[@]}" "$1"; }

#: animated.png
#: recipe: animated PNG, 8 frames
#: proves: a picture format that is a video
#: check: n == 8 and fmt['format_name'] == 'apng' and num == list(range(8))
f_animated.png() { pic_rgb 96x80 5 8; ff "${PIC[@]}" -c:v apng "${B[@]}" -f apng "$1"; }

# ------------------------------------------------------------------ geometry and colour

# rotated OUT DEGREES: ffmpeg 5.1 reads "rotate" counter-clockwise, hence 360 minus the angle.
rotated() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy -frames:v 25 -metadata:s:v:0 rotate=$((360 - $2)) "${B[@]}" "$1"
}

#: rotate-90.mp4
#: recipe: H.264 192x144 with a display matrix: turn the picture 90° clockwise to show it (portrait)
#: proves: rotation is applied and width and height swap; ffprobe calls it -90
#: check: rotation == -90 and n == 25 and num == list(range(25))
f_rotate-90.mp4() { rotated "$1" 90; }

#: rotate-180.mp4
#: recipe: the same with 180°
#: proves: upside down
#: check: abs(rotation) == 180 and n == 25 and num == list(range(25))
f_rotate-180.mp4() { rotated "$1" 180; }

#: rotate-270.mp4
#: recipe: the same with 270° clockwise
#: proves: the other portrait; ffprobe calls it 90
#: check: rotation == 90 and n == 25 and num == list(range(25))
f_rotate-270.mp4() { rotated "$1" 270; }

#: non-square.mp4
#: recipe: H.264 144x144 with sample aspect 4:3 (to be shown 192x144), 25 frames
#: proves: pixels that are not square
#: check: v['sample_aspect_ratio'] == '4:3' and v['display_aspect_ratio'] == '4:3'
f_non-square.mp4() { pic 192x144 25 25 "scale=144:144,setsar=4/3"; ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$1"; }

#: odd-size.mp4
#: recipe: H.264 4:4:4, 161x121, 25 frames
#: proves: odd width and height
#: check: n == 25 and sizes == [(161, 121)] and v['pix_fmt'] == 'yuv444p' and num == list(range(25))
f_odd-size.mp4() { pic_rgb 161x121 25 25; ff "${PIC[@]}" -c:v libx264 -crf 27 -pix_fmt yuv444p "${B[@]}" "$1"; }

#: odd-420.mkv
#: recipe: VP9 4:2:0, 161x121, 25 frames
#: proves: odd size with halved colour planes (rounded up)
#: check: n == 25 and sizes == [(161, 121)] and v['pix_fmt'] == 'yuv420p' and num == list(range(25))
f_odd-420.mkv() { pic_rgb 161x121 25 25; ff "${PIC[@]}" -c:v libvpx-vp9 -b:v 150k -cpu-used 5 -row-mt 0 -pix_fmt yuv420p "${B[@]}" "$1"; }

#: tiny.mp4
#: recipe: H.264 16x16, a colour that changes with every frame (no number), 10 frames
#: proves: the smallest usual picture
#: check: n == 10 and sizes == [(16, 16)]
f_tiny.mp4() {
  ff -f lavfi -i "nullsrc=s=16x16:r=25,geq=lum=20+20*N:cb=128+8*N:cr=128-8*N,trim=end_frame=10" "${X264[@]}" "${B[@]}" "$1"
}

#: wide.mp4
#: recipe: H.264 640x32, 25 frames
#: proves: an extreme shape
#: check: n == 25 and sizes == [(640, 32)] and num == list(range(25))
f_wide.mp4() { pic 640x32 25 25; ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$1"; }

# cropped OUT LEFT: 192x144 with a magenta border, cropped by the stream to 192-LEFT-32 x 128.
cropped() {
  pic $((160 - $2))x128 25 25 "pad=192:144:$2:8:magenta"
  ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$T/border.mp4"
  ff -i "$T/border.mp4" -c copy \
    -bsf:v h264_metadata=crop_left=$2:crop_right=32:crop_top=8:crop_bottom=8 "${B[@]}" "$1"
}

#: cropped.mp4
#: recipe: H.264 coded 192x144 with a magenta border that the stream crops away (32 right, 8 top and bottom), 25 frames
#: proves: visible area inside the coded picture; no magenta may be seen
#: check: n == 25 and sizes == [(160, 128)] and v['width'] == 160 and num == list(range(25))
f_cropped.mp4() { cropped "$1" 0; }

#: cropped-left.mp4
#: recipe: the same with 16 more cropped on the left (stream says 144x128)
#: proves: the decoder's default drops a left crop that is not a multiple of 32: decoded frames are 160 wide with 16 magenta columns unless the "unaligned" flag is set; stream and frame size differ
#: check: n == 25 and v['width'] == 144 and sizes == [(160, 128)]
f_cropped-left.mp4() { cropped "$1" 16; }

#: alpha-png.mov
#: recipe: PNG codec with RGBA in QuickTime, left clear to right opaque, 10 frames
#: proves: transparency in the picture
#: check: n == 10 and v['pix_fmt'] == 'rgba' and num == list(range(10))
f_alpha-png.mov() {
  pic_rgb 128x96 25 10 "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*X/W'"
  ff "${PIC[@]}" -c:v png -pix_fmt rgba "${B[@]}" "$1"
}

size_a() { pic 160x120 25 50; ff "${PIC[@]}" "${X264[@]}" -g 25 -bf "$1" -sc_threshold 0 "${B[@]}" "${@:2}"; }
size_b() { pic 240x180 25 50; ff "${PIC[@]}" "${X264[@]}" -g 25 -bf "$1" -sc_threshold 0 "${B[@]}" "${@:2}"; }

#: size-change.ts
#: recipe: two H.264 streams, 160x120 then 240x180, joined on one PID (numbers start again at 0), 50 + 50 frames
#: proves: the picture size changes in mid-stream
#: check: n == 100 and sizes == [(160, 120), (240, 180)] and num == list(range(50)) * 2
f_size-change.ts() {
  size_a 2 "$T/a.ts"
  size_b 2 -output_ts_offset 2 "$T/b.ts"
  cat "$T/a.ts" "$T/b.ts" >"$1"
}

#: size-change.h264
#: recipe: the same as a bare H.264 byte stream without B frames
#: proves: the same without times
#: check: n == 100 and sizes == [(160, 120), (240, 180)] and num == list(range(50)) * 2
f_size-change.h264() {
  size_a 0 "$T/a.h264"
  size_b 0 "$T/b.h264"
  cat "$T/a.h264" "$T/b.h264" >"$1"
}

#: full-range.mp4
#: recipe: H.264 with full-range levels, tagged pc, BT.601, 25 frames
#: proves: range 0…255 is honoured
#: check: v['pix_fmt'] == 'yuvj420p' and v['color_range'] == 'pc'
f_full-range.mp4() {
  pic_rgb 192x144 25 25 "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p"
  ff "${PIC[@]}" -c:v libx264 -crf 22 -pix_fmt yuvj420p -color_range pc -colorspace smpte170m \
    -color_primaries smpte170m -color_trc smpte170m "${B[@]}" "$1"
}

#: bt601.mp4
#: recipe: H.264, colours converted with and tagged as BT.601 (smpte170m), 25 frames
#: proves: same RGB as bt709.mp4 after a right conversion
#: check: v['color_space'] == 'smpte170m' and v['color_range'] == 'tv'
f_bt601.mp4() {
  pic_rgb 192x144 25 25 "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p"
  ff "${PIC[@]}" -c:v libx264 -crf 22 -pix_fmt yuv420p -color_range tv -colorspace smpte170m \
    -color_primaries smpte170m -color_trc smpte170m "${B[@]}" "$1"
}

#: bt709.mp4
#: recipe: H.264, colours converted with and tagged as BT.709, 25 frames
#: proves: same RGB as bt601.mp4 after a right conversion
#: check: v['color_space'] == 'bt709' and v['color_range'] == 'tv'
f_bt709.mp4() {
  pic_rgb 192x144 25 25 "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
  ff "${PIC[@]}" -c:v libx264 -crf 22 -pix_fmt yuv420p -color_range tv -colorspace bt709 \
    -color_primaries bt709 -color_trc bt709 "${B[@]}" "$1"
}

#: gray.mkv
#: recipe: FFV1 gray, 25 frames
#: proves: a format with one plane
#: check: n == 25 and v['pix_fmt'] == 'gray' and num == list(range(25))
f_gray.mkv() { pic 128x96 25 25; ff "${PIC[@]}" -c:v ffv1 -level 3 -g 1 -pix_fmt gray "${B[@]}" "$1"; }

#: rgb.mkv
#: recipe: FFV1 bgr0, 12 frames
#: proves: packed RGB without conversion: exact colours
#: check: n == 12 and v['pix_fmt'] == 'bgr0' and num == list(range(12))
f_rgb.mkv() { pic_rgb 128x96 25 12; ff "${PIC[@]}" -c:v ffv1 -level 3 -g 1 -pix_fmt bgr0 "${B[@]}" "$1"; }

#: qtrle.mov
#: recipe: QuickTime Animation, rgb24, 10 frames
#: proves: lossless RGB with partial updates
#: check: n == 10 and v['pix_fmt'] == 'rgb24' and v['codec_name'] == 'qtrle' and num == list(range(10))
f_qtrle.mov() { pic_rgb 128x96 25 10; ff "${PIC[@]}" -c:v qtrle -pix_fmt rgb24 "${B[@]}" "$1"; }

# ------------------------------------------------------------------ sound, subtitles, chapters

cat >"$T/eng.srt" <<'END'
1
00:00:00,200 --> 00:00:01,000
The first line.

2
00:00:01,200 --> 00:00:02,500
<i>Two lines</i> with a tag
and the second one.

3
00:00:03,000 --> 00:00:04,200
Tom & Jerry said: 3 < 4 > 2
END
cat >"$T/zho.srt" <<'END'
1
00:00:00,200 --> 00:00:01,000
第一行字幕。

2
00:00:01,200 --> 00:00:02,500
春天来了,花开了。
日本語も一行：こんにちは

3
00:00:03,000 --> 00:00:04,200
한국어 자막 ，完。
END
cat >"$T/styles.ass" <<'END'
[Script Info]
ScriptType: v4.00+
PlayResX: 192
PlayResY: 144
WrapStyle: 0

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,12,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,1,0,2,4,4,4,1
Style: Sign,Sans,10,&H0000FFFF,&H000000FF,&H00000000,&H00000000,1,0,0,0,100,100,0,0,1,1,0,8,4,4,4,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.20,0:00:01.00,Default,,0,0,0,,{\an8\b1}Bold{\b0} on top
Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,First line\NSecond line\nstill the second\hone
Dialogue: 1,0:00:01.50,0:00:02.50,Sign,,0,0,0,,{\pos(96,20)\c&H0000FF&\fad(100,100)}店の看板, with a comma
Dialogue: 0,0:00:02.60,0:00:03.40,Default,,0,0,0,,{\k20}Ka{\k30}ra{\k20}o{\k30}ke {just a comment}ends
Dialogue: 0,0:00:03.40,0:00:03.90,Sign,,0,0,0,,{\p1}m 0 0 l 20 0 20 20 0 20{\p0}
END
cat >"$T/meta.txt" <<'END'
;FFMETADATA1
title=A film — 一部电影
comment=Test pattern with three chapters
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1600
title=Opening
[CHAPTER]
TIMEBASE=1/1000
START=1600
END=3200
title=第二章：中间
[CHAPTER]
TIMEBASE=1/1000
START=3200
END=4800
title=The end & credits
END

#: chapters.mkv
#: recipe: H.264, two sound tracks (eng, fra), two SubRip tracks (eng, chi with Chinese, Japanese and Korean text), three named chapters, titles, 120 frames
#: proves: choosing tracks, reading chapters and titles
#: check: n == 120 and kinds['audio'] == 2 and kinds['subtitle'] == 2 and len(chapters) == 3 and chapters[1]['tags']['title'].startswith('第二章') and [s['tags'].get('language') for s in S[1:]] == ['eng', 'fra', 'eng', 'chi'] and num == list(range(120))
f_chapters.mkv() {
  pic 192x144 25 120
  ff "${PIC[@]}" -f lavfi -i "sine=f=440:r=48000:d=4.8" -f lavfi -i "sine=f=660:r=48000:d=4.8" \
    -i "$T/eng.srt" -i "$T/zho.srt" -f ffmetadata -i "$T/meta.txt" \
    -map 0:v -map 1:a -map 2:a -map 3:s -map 4:s -map_metadata 5 -map_chapters 5 \
    "${X264[@]}" -g 24 -bf 3 -sc_threshold 0 -c:a libopus -b:a 24k -c:s subrip \
    -metadata:s:v:0 title="Picture" \
    -metadata:s:a:0 language=eng -metadata:s:a:0 title="English stereo" \
    -metadata:s:a:1 language=fra -metadata:s:a:1 title="Français" \
    -metadata:s:s:0 language=eng -metadata:s:s:0 title="English" \
    -metadata:s:s:1 language=chi -metadata:s:s:1 title="简体中文" \
    -disposition:a:0 default -disposition:a:1 0 -disposition:s:0 0 -disposition:s:1 default \
    "${B[@]}" "$1"
}

#: chapters.mp4
#: recipe: the same picture and chapters in MP4, without sound and subtitles
#: proves: chapters of MP4 (a text track and a chpl box)
#: check: n == 120 and len(chapters) == 3 and chapters[1]['tags']['title'].startswith('第二章') and num == list(range(120))
f_chapters.mp4() {
  pic 192x144 25 120
  ff "${PIC[@]}" -f ffmetadata -i "$T/meta.txt" -map 0:v -map_metadata 1 -map_chapters 1 \
    "${X264[@]}" -g 24 -bf 3 -sc_threshold 0 "${B[@]}" "$1"
}

#: mov-text.mp4
#: recipe: H.264 and two timed-text tracks (eng, zho) in MP4
#: proves: mov_text subtitles
#: check: kinds['subtitle'] == 2 and all(s['codec_name'] == 'mov_text' for s in S[1:]) and S[2]['tags']['language'] == 'zho'
f_mov-text.mp4() {
  pic 160x120 25 110
  ff "${PIC[@]}" -i "$T/eng.srt" -i "$T/zho.srt" -map 0 -map 1 -map 2 "${X264[@]}" -crf 34 -c:s mov_text \
    -metadata:s:s:0 language=eng -metadata:s:s:1 language=zho "${B[@]}" "$1"
}

#: webvtt.webm
#: recipe: VP9 and a WebVTT track in WebM
#: proves: WebVTT inside a file
#: check: kinds['subtitle'] == 1 and S[1]['codec_name'] == 'webvtt'
f_webvtt.webm() {
  pic 160x120 25 110
  ff "${PIC[@]}" -i "$T/zho.srt" -map 0 -map 1 -c:v libvpx-vp9 -b:v 150k -cpu-used 5 -row-mt 0 -c:s webvtt \
    -metadata:s:s:0 language=zho "${B[@]}" "$1"
}

#: webvtt.mkv
#: recipe: H.264 and a WebVTT track in Matroska
#: proves: the same in Matroska
#: check: kinds['subtitle'] == 1 and S[1]['codec_name'] == 'webvtt'
f_webvtt.mkv() {
  pic 160x120 25 110
  ff "${PIC[@]}" -i "$T/eng.srt" -map 0 -map 1 "${X264[@]}" -crf 34 -c:s webvtt \
    -metadata:s:s:0 language=eng "${B[@]}" "$1"
}

#: ass-styles.mkv
#: recipe: H.264 and an ASS track with override tags, \N, \n, \h, karaoke, a drawing, overlapping lines and commas in the text
#: proves: plain text is taken out of ASS
#: check: kinds['subtitle'] == 1 and S[1]['codec_name'] == 'ass'
f_ass-styles.mkv() {
  pic 160x120 25 100
  ff "${PIC[@]}" -i "$T/styles.ass" -map 0 -map 1 "${X264[@]}" -crf 34 -c:s copy \
    -metadata:s:s:0 language=jpn "${B[@]}" "$1"
}

#: sidecar.mp4
#: recipe: H.264 without sound or subtitles, 110 frames; the subtitles lie beside it
#: proves: subtitle files found by name
#: check: n == 110 and kinds['subtitle'] == 0 and num == list(range(110))
f_sidecar.mp4() { pic 160x120 25 110; ff "${PIC[@]}" "${X264[@]}" -crf 34 "${B[@]}" "$1"; }

#: sidecar.srt
#: recipe: SubRip with byte-order mark and CR LF, tags, several lines, an empty line too many, position data, entity, last entry without newline
#: proves: reading SubRip as found in the wild
#: check: S[0]['codec_name'] == 'subrip' and data.startswith(b'\xef\xbb\xbf') and b'\r\n' in data
f_sidecar.srt() {
  python3 - "$1" <<'END'
import sys
text = """1
00:00:00,200 --> 00:00:01,000
<b>Bold</b> and <font color="#ff0000">red</font>

2
00:00:01,200 --> 00:00:02,500 X1:10 X2:100 Y1:20 Y2:40
<i>First line
second line</i>
third line


3
00:00:02.600 --> 00:00:03.100
{\\an8}这是中文，在上面

4
00:00:03,000 --> 00:00:04,200
Overlaps &amp; ends: 3 < 4"""
open(sys.argv[1], "wb").write(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
END
}

#: sidecar.vtt
#: recipe: WebVTT with NOTE, STYLE, identifiers, cue settings, tags, entities, times without hours
#: proves: reading WebVTT
#: check: S[0]['codec_name'] == 'webvtt' and data.startswith(b'WEBVTT')
f_sidecar.vtt() {
  cat >"$1" <<'END'
WEBVTT - test captions

NOTE
A note that is
not shown.

STYLE
::cue(.loud) { color: red }

intro
00:00.200 --> 00:01.000 line:0 position:20% align:start
<v Ann>Hello <c.loud>there</c></v>

00:00:01.200 --> 00:00:02.500
<i>Two lines</i> with &lt;tags&gt; &amp; more
and 第二行

00:03.000 --> 00:04.200
<00:03.200>Timed <00:03.600>words
END
}

#: no-audio.mp4
#: recipe: H.264 alone, 50 frames
#: proves: a film without sound
#: check: n == 50 and kinds['audio'] == 0 and num == list(range(50))
f_no-audio.mp4() { pic 160x120 25 50; ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$1"; }

#: audio-only.m4a
#: recipe: AAC alone, 2 s
#: proves: a file without pictures
#: check: kinds['video'] == 0 and kinds['audio'] == 1
f_audio-only.m4a() { tone 440 2; ff "${TONE[@]}" "${AAC[@]}" "${B[@]}" "$1"; }

#: audio-only.mp3
#: recipe: MP3 with a cover picture, 2 s
#: proves: the cover (attached picture) is no film
#: check: kinds['audio'] == 1 and n == 0 and any(s['disposition']['attached_pic'] for s in S)
f_audio-only.mp3() {
  pic_rgb 96x96 25 1; tone 440 2
  ff "${TONE[@]}" "${PIC[@]}" -map 0 -map 1 -c:a libmp3lame -b:a 64k -c:v png -id3v2_version 3 \
    -metadata title="A song" -metadata:s:v title="Cover" -metadata:s:v comment="Cover (front)" "${B[@]}" "$1"
}

#: cover-and-film.mp4
#: recipe: a film with an attached cover picture
#: proves: the film is chosen, not the cover
#: check: kinds['video'] == 2 and n == 50 and any(s['disposition']['attached_pic'] for s in S) and num == list(range(50))
f_cover-and-film.mp4() {
  pic_rgb 96x96 25 1; COVER=("${PIC[@]}"); pic 160x120 25 50
  ff "${COVER[@]}" "${PIC[@]}" -map 0 -map 1 -c:v:0 png -c:v:1 libx264 -crf:v:1 27 -pix_fmt:v:1 yuv420p \
    -disposition:v:0 attached_pic "${B[@]}" "$1"
}

#: two-films.mkv
#: recipe: two H.264 streams of different size and length in one file; the second is marked default
#: proves: choosing between several pictures
#: check: kinds['video'] == 2 and S[0]['disposition']['default'] == 0 and S[1]['disposition']['default'] == 1
f_two-films.mkv() {
  pic 160x120 25 25; ONE=("${PIC[@]}"); pic 192x144 25 50
  ff "${ONE[@]}" "${PIC[@]}" -map 0 -map 1 "${X264[@]}" -disposition:v:0 0 -disposition:v:1 default "${B[@]}" "$1"
}

LEVELS="(between(t,1,1.99999)*0.1+gte(t,3)*0.501187)*sin(2*PI*1000*t)"

#: sound-levels.mp4
#: recipe: 4 s, stereo 48 kHz AAC: 1 s silence, 1 s of 1 kHz at -20 dBFS peak, 1 s silence, 1 s at -6 dBFS peak; 100 frames
#: proves: loudness over time (RMS is 3 dB below the peak)
#: check: n == 100 and S[1]['channels'] == 2 and S[1]['sample_rate'] == '48000' and num == list(range(100))
f_sound-levels.mp4() {
  pic 160x120 25 100
  ff "${PIC[@]}" -f lavfi -i "aevalsrc='$LEVELS|$LEVELS':s=48000:c=stereo:d=4" "${X264[@]}" -crf 34 \
    -c:a aac -b:a 128k "${B[@]}" "$1"
}

#: sound-levels.mkv
#: recipe: the same with lossless FLAC (16 bit)
#: proves: exact levels and exact sample times
#: check: n == 100 and S[1]['codec_name'] == 'flac' and num == list(range(100))
f_sound-levels.mkv() {
  pic 160x120 25 100
  ff "${PIC[@]}" -f lavfi -i "aevalsrc='$LEVELS|$LEVELS':s=48000:c=stereo:d=4" "${X264[@]}" -crf 34 \
    -c:a flac -sample_fmt s16 "${B[@]}" "$1"
}

#: sound-surround.mkv
#: recipe: 2 s of 5.1 sound (a different tone per channel) in AC-3 at 44100 Hz with 25 frames a second
#: proves: more than two channels, another sample rate
#: check: S[1]['channels'] == 6 and S[1]['sample_rate'] == '44100'
f_sound-surround.mkv() {
  pic 160x120 25 50
  ff "${PIC[@]}" -f lavfi -i "aevalsrc='0.2*sin(2*PI*300*t)|0.2*sin(2*PI*400*t)|0.2*sin(2*PI*500*t)|0.2*sin(2*PI*60*t)|0.2*sin(2*PI*700*t)|0.2*sin(2*PI*800*t)':s=44100:c=5.1:d=2" \
    "${X264[@]}" -c:a ac3 -b:a 192k "${B[@]}" "$1"
}

# ------------------------------------------------------------------ very short, wrong and damaged

#: one-frame.mp4
#: recipe: H.264, a single frame
#: proves: the shortest film
#: check: n == 1 and keys == 1 and num == list(range(1))
f_one-frame.mp4() { pic 160x120 25 1; ff "${PIC[@]}" "${X264[@]}" "${B[@]}" "$1"; }

#: one-picture.png
#: recipe: a PNG picture
#: proves: a picture given as a film
#: check: n == 1 and fmt['format_name'] == 'png_pipe' and num == list(range(1))
f_one-picture.png() { pic_rgb 160x120 25 1; ff "${PIC[@]}" -frames:v 1 "${B[@]}" -update 1 "$1"; }

#: empty.mp4
#: recipe: 0 bytes
#: proves: a plain message instead of a crash
#: check: size == 0 and error is not None
f_empty.mp4() { : >"$1"; }

#: text-renamed.mp4
#: recipe: plain text under a film's name
#: proves: content that is no film
#: check: error is not None
f_text-renamed.mp4() {
  local i
  { for i in 1 2 3 4 5 6 7 8 9 10; do echo "Line $i of a text that somebody renamed to look like a film."; done; } >"$1"
}

#: random-bytes.mp4
#: recipe: 64 KiB of seeded random bytes (seed 20)
#: proves: content that is nothing
#: check: size == 65536 and (error is not None or n == 0) and num == list(range(0))
f_random-bytes.mp4() { tool random "$1" 65536 20; }

#: truncated-index-front.mp4
#: recipe: H.264 and AAC with the index in front, cut at 60 % of the bytes
#: proves: the index promises 100 pictures, only the first part is there
#: check: 20 < n < 90 and v['nb_frames'] == '100'
f_truncated-index-front.mp4() {
  base_h264
  ff -i "$T/base.mp4" -c copy -movflags +faststart "${B[@]}" "$T/front.mp4"
  tool keep "$T/front.mp4" "$1" 0.6
}

#: truncated-index-lost.mp4
#: recipe: the same with the index at the end, cut at 60 %: no index left
#: proves: a file that cannot be read at all
#: check: error is not None and b'moov' not in data
f_truncated-index-lost.mp4() {
  base_h264
  ff -i "$T/base.mp4" -c copy "${B[@]}" "$T/back.mp4"
  tool keep "$T/back.mp4" "$1" 0.6
}

#: truncated.mkv
#: recipe: Matroska cut at 60 %
#: proves: header promises 4 s, index (Cues) lost
#: check: 20 < n < 90 and float(fmt['duration']) > 3.9
f_truncated.mkv() { base_mkv; tool keep "$T/base.mkv" "$1" 0.6; }

#: truncated.ts
#: recipe: MPEG-TS cut at 60 %, not at a packet border
#: proves: an unfinished recording
#: check: 20 < n < 90 and size % 188 != 0
f_truncated.ts() {
  base_h264
  ff -i "$T/base.mp4" -c copy "${B[@]}" -f mpegts "$T/whole.ts"
  tool keep "$T/whole.ts" "$1" 0.6
}

#: bit-flips.mp4
#: recipe: index in front, 40 seeded single-bit flips in the middle third of the bytes (seed 1)
#: proves: damaged pictures in a sound container
#: check: n > 50 and keys == 4 and len(log) > 0
f_bit-flips.mp4() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy -movflags +faststart "${B[@]}" "$T/front-v.mp4"
  tool flip "$T/front-v.mp4" "$1" 40 1 0.34 0.67
}

#: bit-flips.mkv
#: recipe: Matroska, 40 seeded flips in the middle third (seed 2)
#: proves: damage that may hit the container too
#: check: n > 50 and len(log) > 0
f_bit-flips.mkv() { base_mkv; tool flip "$T/base.mkv" "$1" 40 2 0.34 0.67; }

#: bit-flips.ts
#: recipe: MPEG-TS, 60 seeded flips in the middle third (seed 3)
#: proves: damage with lost packets
#: check: n > 50 and len(log) > 0
f_bit-flips.ts() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy "${B[@]}" -f mpegts "$T/whole-v.ts"
  tool flip "$T/whole-v.ts" "$1" 60 3 0.34 0.67
}

#: zero-hole.mp4
#: recipe: index in front, the bytes from 45 % to 60 % overwritten with zeros
#: proves: a hole of a bad disk or an unfinished download
#: check: 60 < n < 100 and len(P) == 100 and len(log) > 0
f_zero-hole.mp4() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy -movflags +faststart "${B[@]}" "$T/front-v.mp4"
  local size; size=$(stat -c %s "$T/front-v.mp4")
  cp "$T/front-v.mp4" "$1"
  dd if=/dev/zero of="$1" bs=1 seek=$((size * 45 / 100)) count=$((size * 15 / 100)) conv=notrunc status=none
}

#: gap.ts
#: recipe: MPEG-2 of 200 frames, the packets from 35 % to 65 % removed
#: proves: times jump over about 2.4 s that are missing
#: check: 100 < n < 160 and max(steps) > 150000
f_gap.ts() {
  base_mpeg2 200
  ff "${M2[@]}" "$T/long.ts"
  tool cut "$T/long.ts" "$1" 0.35 0.65 188
}

#: gap-h264.ts
#: recipe: H.264 of 200 frames (GOP 25, B frames), the packets from 35 % to 65 % removed
#: proves: the same; pictures after the hole refer to missing ones
#: check: 100 < n < 160 and max(steps) > 150000
f_gap-h264.ts() {
  pic 192x144 25 200
  ff "${PIC[@]}" "${X264[@]}" -g 25 -bf 3 -sc_threshold 0 "${B[@]}" "$T/long-h264.ts"
  tool cut "$T/long-h264.ts" "$1" 0.35 0.65 188
}

#: missing-start.ts
#: recipe: MPEG-TS of H.264 whose first 15 % are missing: begins between key frames
#: proves: the first pictures cannot be decoded
#: check: num == list(range(25, 100)) and size % 188 == 0 and len(P) > n
f_missing-start.ts() {
  base_h264
  ff -i "$T/base.mp4" -map 0:v -c copy "${B[@]}" -f mpegts "$T/whole-v.ts"
  tool cut "$T/whole-v.ts" "$1" 0 0.15 188
}

#: playlist-file.m3u8
#: recipe: a playlist that points at file:///etc/passwd and at a film beside it
#: proves: a playlist must not make the program open other files
#: check: data.startswith(b'#EXTM3U') and b'file:///etc/passwd' in data
f_playlist-file.m3u8() {
  printf '%s\n' '#EXTM3U' '#EXT-X-VERSION:3' '#EXT-X-TARGETDURATION:5' '#EXT-X-MEDIA-SEQUENCE:0' \
    '#EXTINF:4.0,' 'file:///etc/passwd' '#EXTINF:4.0,' 'h264.ts' '#EXT-X-ENDLIST' >"$1"
}

#: playlist-renamed.mp4
#: recipe: a playlist that points at the film beside it, under a film's name
#: proves: the content decides, not the name: it must not be followed either
#: check: data.startswith(b'#EXTM3U')
f_playlist-renamed.mp4() {
  printf '%s\n' '#EXTM3U' '#EXT-X-VERSION:3' '#EXT-X-TARGETDURATION:5' '#EXT-X-MEDIA-SEQUENCE:0' \
    '#EXTINF:4.0,' 'h264.ts' '#EXT-X-ENDLIST' >"$1"
}

#: concat.ffconcat
#: recipe: a concat list that points at two films beside it
#: proves: a list must not make the program open other files
#: check: data.startswith(b'ffconcat')
f_concat.ffconcat() {
  printf '%s\n' 'ffconcat version 1.0' 'file h264-bframes.mp4' 'file h264-no-bframes.mp4' >"$1"
}

# ------------------------------------------------------------------ run

mapfile -t ALL < <(sed -n 's/^#: \([^ :]*\.[a-z0-9]*\)$/\1/p' "$HERE/recipes.sh")
if [ $# -gt 0 ]; then NAMES=("$@"); else NAMES=("${ALL[@]}"); fi
failed=0
for name in "${NAMES[@]}"; do
  if ! declare -F "f_$name" >/dev/null; then echo "no recipe: $name" >&2; failed=1; continue; fi
  rm -f "$MEDIA/$name"
  # A subshell with its own error handling: one failing recipe does not stop the others.
  set +e; (set -e; "f_$name" "$name"); code=$?; set -e
  if [ $code -ne 0 ]; then echo "FAILED $name" >&2; failed=1; fi
done
tool probe "$MEDIA" "$PROBES" "${NAMES[@]}"
tool check "$HERE/recipes.sh" "$MEDIA" "$PROBES" "${NAMES[@]}" || failed=1
exit $failed
