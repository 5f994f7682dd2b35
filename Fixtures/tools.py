#!/usr/bin/env python3
"""Small helper for recipes.sh: damaging files, probe files, checks, the README table.

  tools.py keep IN OUT FRACTION          first FRACTION of the bytes
  tools.py cut IN OUT FROM TO ALIGN      remove the bytes FROM..TO (fractions), aligned
  tools.py flip IN OUT COUNT SEED FROM TO  flip COUNT single bits between two fractions
  tools.py edits IN.mp4 OUT.mp4 START:LENGTH…  give the only track other edits, in seconds
  tools.py random OUT BYTES SEED         seeded random bytes
  tools.py pack IN.m4v OUT.avi W H RATE  MPEG-4 part 2 as a packed bitstream in AVI
  tools.py probe MEDIA_DIR PROBE_DIR [name…]
  tools.py check RECIPES MEDIA_DIR PROBE_DIR [name…]
  tools.py readme RECIPES MEDIA_DIR PROBE_DIR README
"""
import collections, json, os, random, re, struct, subprocess, sys


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def keep(source, out, fraction):
    data = read(source)
    write(out, data[: int(len(data) * float(fraction))])


def cut(source, out, start, end, align):
    data, align = read(source), int(align)
    a = int(len(data) * float(start)) // align * align
    b = int(len(data) * float(end)) // align * align
    write(out, data[:a] + data[b:])


def flip(source, out, count, seed, start, end):
    data, rng = bytearray(read(source)), random.Random(int(seed))
    a, b = int(len(data) * float(start)), int(len(data) * float(end))
    for _ in range(int(count)):
        data[a + int(rng.random() * (b - a))] ^= 1 << int(rng.random() * 8)
    write(out, bytes(data))


def edits(source, out, *stretches):
    """Gives the only track of an MP4 whose index lies at the end other edits: START:LENGTH in seconds."""
    data = bytearray(read(source))
    moov = data.rindex(b"moov") - 4
    box = data.index(b"elst", moov) - 4
    header = data.index(b"mvhd", moov) + 4
    media = data.index(b"mdhd", moov) + 4
    movie_scale, media_scale = (struct.unpack(">I", data[at + 12 : at + 16])[0] for at in (header, media))
    first = struct.unpack(">i", data[box + 20 : box + 24])[0]
    entries = b""
    for stretch in stretches:
        start, length = (float(number) for number in stretch.split(":"))
        entries += struct.pack(
            ">IiI", round(length * movie_scale), first + round(start * media_scale), 0x10000)
    new = struct.pack(">I4sII", 16 + len(entries), b"elst", 0, len(stretches)) + entries
    old = struct.unpack(">I", data[box : box + 4])[0]
    data[box : box + old] = new
    for name in (b"moov", b"trak", b"edts"):
        at = data.index(name, moov) - 4
        size = struct.unpack(">I", data[at : at + 4])[0]
        data[at : at + 4] = struct.pack(">I", size + len(new) - old)
    write(out, bytes(data))


def random_bytes(out, count, seed):
    rng = random.Random(int(seed))
    write(out, bytes(int(rng.random() * 256) for _ in range(int(count))))


def pack(source, out, width, height, rate):
    """P+B in one chunk, further Bs alone, then a P that is "not coded", as old encoders wrote it."""
    width, height, rate = int(width), int(height), int(rate)
    data = read(source)
    marks = [m.start() for m in re.finditer(b"\0\0\1\xb6", data)]
    vops, start = [], 0
    for i, mark in enumerate(marks):
        after = marks[i + 1] if i + 1 < len(marks) else len(data)
        # Headers (video object layer, group) stand before the picture that they belong to.
        header = re.search(b"\0\0\1[\xb0\xb3\x00-\x2f]", data[mark + 4:after])
        end = mark + 4 + header.start() if header else after
        vops.append((data[mark + 4] >> 6, data[start:end]))
        start = end
    groups = []
    for kind, vop in vops:
        if kind == 2:
            groups[-1].append(vop)
        else:
            groups.append([vop])
    # A P picture, no further second, time increment 0 (5 bits), vop_coded 0, stuffing.
    empty = b"\0\0\1\xb6" + int("01" "0" "1" "00000" "1" "0" "01111", 2).to_bytes(2, "big")
    chunks = []
    for ref, *bs in groups:
        chunks += [ref + bs[0], *bs[1:], empty] if bs else [ref]
    mark = chunks[0].index(b"\0\0\1\xb6")
    group = chunks[0].find(b"\0\0\1\xb3")
    mark = group if 0 <= group < mark else mark
    chunks[0] = chunks[0][:mark] + b"\0\0\1\xb2DivX503b1393p" + chunks[0][mark:]

    def chunk(name, body):
        return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)

    movi, index = b"movi", b""
    for c in chunks:
        key = 16 if b"\0\0\1\xb6" in c and c[c.index(b"\0\0\1\xb6") + 4] >> 6 == 0 else 0
        index += b"00dc" + struct.pack("<III", key, len(movi), len(c))
        movi += chunk(b"00dc", c)
    biggest = max(map(len, chunks))
    avih = struct.pack("<14I", 1000000 // rate, 0, 0, 0x10, len(chunks), 0, 1, biggest, width, height, 0, 0, 0, 0)
    strh = b"vidsDX50" + struct.pack("<IHHIIIIIIiI4H", 0, 0, 0, 0, 1, rate, 0, len(chunks), biggest, -1, 0,
                                     0, 0, width, height)
    strf = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"DX50", width * height * 3, 0, 0, 0, 0)
    hdrl = b"hdrl" + chunk(b"avih", avih) + chunk(b"LIST", b"strl" + chunk(b"strh", strh) + chunk(b"strf", strf))
    write(out, chunk(b"RIFF", b"AVI " + chunk(b"LIST", hdrl) + chunk(b"LIST", movi) + chunk(b"idx1", index)))


# ---------------------------------------------------------------- probes

FRAME = ["pts", "best_effort_timestamp", "pkt_duration", "key_frame",
         "pict_type", "interlaced_frame", "width", "height"]
PACKET = ["pts", "dts", "duration", "size", "flags"]


def ffprobe(folder, name, *args):
    p = subprocess.run(["ffprobe", "-v", "error", "-threads", "1", "-of", "json", *args, name],
                       cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=300)
    log = [re.sub(r"@ 0x[0-9a-f]+", "", l).replace("[ ", "[").replace(" ]", "]").strip()
           for l in p.stderr.decode("utf-8", "replace").splitlines()]
    try:
        out = json.loads(p.stdout.decode("utf-8", "replace") or "{}")
    except ValueError:
        out = {}
    return p.returncode, out, log


def read_numbers(folder, name, stream, count):
    """The frame numbers painted into the pictures, as ffmpeg decodes them (None: unreadable)."""
    side = subprocess.run(["ffprobe", "-v", "error", "-select_streams", str(stream), "-of", "csv=p=0",
                           "-show_entries", "stream=width,height", name],
                          cwd=folder, capture_output=True, stdin=subprocess.DEVNULL).stdout.decode()
    try:
        w, h = [int(x) for x in side.split("\n")[0].split(",")[:2]]
    except ValueError:
        return None
    p = subprocess.run(["ffmpeg", "-v", "quiet", "-nostdin", "-threads", "1", "-noautorotate", "-i", name,
                        "-map", "0:%d" % stream, "-fps_mode", "passthrough", "-s", "%dx%d" % (w, h),
                        "-pix_fmt", "gray", "-f", "rawvideo", "-"],
                       cwd=folder, capture_output=True, timeout=300)
    data = p.stdout
    if w < 60 or h < 20 or len(data) != count * w * h:
        return None
    result = []
    for i in range(count):
        value = 0
        for k in range(10):
            x = int(w * k / 10) + w // 20
            spot = [data[i * w * h + (h - y) * w + x + d] for y in (4, 5, 6) for d in (-2, -1, 0, 1, 2)]
            mean = sum(spot) / len(spot)
            if max(spot) - min(spot) > 90 or 96 < mean < 160:
                value = None
                break
            value |= (mean >= 160) << k
        result.append(value)
    return result


def number(x):
    return int(x) if isinstance(x, str) and re.fullmatch(r"-?\d+", x) else x


def probe_one(folder, name):
    code, base, log = ffprobe(folder, name, "-show_format", "-show_streams", "-show_chapters")
    if code != 0 or not base.get("format"):
        return {"error": log[-1] if log else "ffprobe exit code %d" % code, "log": log[:10]}
    result = {"format": base["format"], "streams": base.get("streams", []),
              "chapters": base.get("chapters", [])}
    video = next((s for s in result["streams"] if s.get("codec_type") == "video"
                  and not s.get("disposition", {}).get("attached_pic")), None)
    result["video_stream"] = video["index"] if video else None
    frames, packets, first, count = [], [], None, None
    if video:
        pick = ["-select_streams", str(video["index"])]
        _, out, log = ffprobe(folder, name, *pick, "-count_frames", "-show_frames",
                              "-show_entries", "stream=nb_read_frames")
        raw = out.get("frames", [])
        first = raw[0] if raw else None
        frames = [{k: number(f.get(k)) for k in FRAME} for f in raw]
        for s in out.get("streams", []):
            count = number(s.get("nb_read_frames"))
        numbers = read_numbers(folder, name, video["index"], len(frames)) if frames else None
        for i, f in enumerate(frames):
            f["number"] = numbers[i] if numbers else None
        _, out, _ = ffprobe(folder, name, *pick, "-show_packets", "-show_entries",
                            "packet=" + ",".join(PACKET))
        packets = [{k: number(p.get(k)) for k in PACKET} for p in out.get("packets", [])]
    result["nb_read_frames"] = count
    result["log"] = log[:10]
    result["log_lines"] = len(log)
    result["first_frame"] = first
    result["frames"] = frames
    result["packets"] = packets
    return result


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_probe(path, result):
    parts = []
    for key, value in result.items():
        if key in ("frames", "packets", "streams") and value:
            parts.append(dump(key) + ":[\n" + ",\n".join(dump(v) for v in value) + "\n]")
        else:
            parts.append(dump(key) + ":" + dump(value))
    with open(path, "w", encoding="utf-8") as f:
        f.write("{" + ",\n".join(parts) + "}\n")


def probe(media, probes, *names):
    os.makedirs(probes, exist_ok=True)
    for name in names or sorted(os.listdir(media)):
        write_probe(os.path.join(probes, name + ".json"), probe_one(media, name))


# ---------------------------------------------------------------- checks and README

def recipes(path):
    """The comment blocks of recipes.sh: '#: name', '#: recipe: …', '#: proves: …', '#: check: …'."""
    entries, entry = [], None
    for line in open(path, encoding="utf-8"):
        m = re.match(r"#: (?:(recipe|proves|check): )?(.*)", line)
        if not m:
            entry = None
        elif m[1] is None:
            entry = {"name": m[2].strip()}
            entries.append(entry)
        else:
            entry[m[1]] = (entry.get(m[1], "") + " " + m[2]).strip()
    return entries


class Facts(dict):
    """The names that a check expression may use."""

    def __init__(self, media, probes, name):
        p = json.load(open(os.path.join(probes, name + ".json"), encoding="utf-8"))
        S, F, P = p.get("streams", []), p.get("frames", []), p.get("packets", [])
        v = next((s for s in S if s["index"] == p.get("video_stream")), {})
        pts = [f["best_effort_timestamp"] for f in F]
        steps = [b - a for a, b in zip(pts, pts[1:]) if a is not None and b is not None]
        leading, last_key, longest = 0, None, 0
        gap = 0
        for k in P:
            key = "K" in (k["flags"] or "")
            if key:
                last_key, gap = k, 0
            elif last_key and None not in (k["pts"], last_key["pts"]) and k["pts"] < last_key["pts"]:
                leading += 1
            gap += 1
            longest = max(longest, gap)
        tb = v.get("time_base", "0/1").split("/")
        first = p.get("first_frame") or {}
        side = [d["side_data_type"] for d in v.get("side_data_list", []) + first.get("side_data_list", [])]
        matrix = [d["rotation"] for d in v.get("side_data_list", []) if "rotation" in d]
        kinds = collections.Counter(s["codec_type"] for s in S)
        tags = lambda i, k: S[i].get("tags", {}).get(k)
        here = os.path.join(media, name)
        super().__init__(
            p=p, S=S, F=F, P=P, v=v, pts=pts, steps=steps, leading=leading, longest=longest,
            n=len(F), num=[f.get("number") for f in F], keys=sum("K" in (k["flags"] or "") for k in P), fmt=p.get("format", {}),
            types=collections.Counter(f["pict_type"] for f in F), first=first, side=side,
            rotation=matrix[0] if matrix else None, kinds=kinds, tags=tags,
            error=p.get("error"), log=p.get("log", []), size=os.path.getsize(here),
            start=float(v.get("start_time", "nan")), tb=int(tb[0]) / int(tb[1] or 1),
            chapters=p.get("chapters", []), sizes=sorted({(f["width"], f["height"]) for f in F}),
            data=read(here), len=len, set=set, min=min, max=max, sum=sum, all=all, any=any,
            abs=abs, range=range, sorted=sorted, float=float, list=list, zip=zip)


def check(path, media, probes, *names):
    bad = 0
    for e in recipes(path):
        if names and e["name"] not in names:
            continue
        try:
            facts = Facts(media, probes, e["name"])
            ok, why = eval(e["check"], dict(facts)), ""
        except Exception as x:  # a check that cannot be evaluated has failed
            ok, why, facts = False, repr(x), {}
        if not ok:
            bad += 1
            print("FAILED", e["name"], e["check"], why, "n=%s keys=%s leading=%s types=%s error=%s" % (
                facts.get("n"), facts.get("keys"), facts.get("leading"),
                dict(facts.get("types", {})), facts.get("error")))
    print("%d checks failed" % bad)
    sys.exit(1 if bad else 0)


def readme(path, media, probes, target):
    rows, total = [], 0
    for e in recipes(path):
        f = Facts(media, probes, e["name"])
        total += f["size"]
        v = f["v"]
        what = "ffprobe: " + f["error"] if f["error"] else ", ".join(filter(None, [
            v.get("codec_name"), v and "%sx%s" % (v.get("width"), v.get("height")),
            v.get("pix_fmt")])) or "no video"
        rows.append("| `%s` | %s | %s | %s | %s | %s | %d | `%s` |" % (
            e["name"], e["recipe"], e["proves"], what, f["n"] or "–", f["keys"] or "–", f["size"],
            e["check"].replace("|", "\\|")))
    text = open(target, encoding="utf-8").read()
    head, rest = text.split("<!-- table -->")[0], text.split("<!-- /table -->")[1]
    table = ["<!-- table -->", "", "%d files, %.2f MB together." % (len(rows), total / 1e6), "",
             "| file | recipe | proves | what ffprobe sees | frames | key packets | bytes | checked |",
             "|---|---|---|---|--:|--:|--:|---|", *rows, "", "<!-- /table -->"]
    open(target, "w", encoding="utf-8").write(head + "\n".join(table) + rest)


if __name__ == "__main__":
    commands = {"keep": keep, "cut": cut, "flip": flip, "edits": edits, "pack": pack, "random": random_bytes,
                "probe": probe, "check": check, "readme": readme}
    commands[sys.argv[1]](*sys.argv[2:])
