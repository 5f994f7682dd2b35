#!/usr/bin/env python3
"""Writes a random text model and a random projector, half a megabyte: make.py FOLDER.

They know nothing, but llama.cpp's server runs them: it takes pictures, counts their tokens and keeps to a schema's grammar.
"""

import os
import sys

import gguf
import numpy

EMBEDDING, LAYERS, HEADS, FORWARD, CONTEXT = 64, 2, 4, 128, 8192
SPECIAL, CONTROL, BYTE, NORMAL = 2, 3, 6, 1
TEMPLATE = ("{% for m in messages %}<|{{ m['role'] }}|>{% if m['content'] is string %}{{ m['content'] }}{% else %}"
            "{% for p in m['content'] %}{% if p['type']=='text' %}{{ p['text'] }}{% else %}<__media__>{% endif %}{% endfor %}{% endif %}"
            "</s>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}")
random = numpy.random.default_rng(1)


def noise(*shape: int) -> numpy.ndarray:
    return (random.standard_normal(shape) * 0.05).astype(numpy.float32)


def ones(size: int) -> numpy.ndarray:
    return numpy.ones(size, numpy.float32)


def zeros(size: int) -> numpy.ndarray:
    return numpy.zeros(size, numpy.float32)


def written(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def vocabulary() -> tuple[list[bytes], list[int], list[float]]:
    """Three specials, three roles, every byte, every printable letter, and the mark of a word's start."""
    entries = [(name, SPECIAL if index == 0 else CONTROL, 0.0)
               for index, name in enumerate((b"<unk>", b"<s>", b"</s>", b"<|user|>", b"<|assistant|>", b"<|system|>"))]
    entries += [(b"<0x%02X>" % value, BYTE, 0.0) for value in range(256)]
    entries += [(bytes([value]), NORMAL, -1.0 - value / 1000) for value in range(33, 127)]
    entries.append(("\u2581".encode(), NORMAL, -0.5))
    names, kinds, scores = zip(*entries)
    return list(names), list(kinds), list(scores)


def describe_text(writer: gguf.GGUFWriter) -> int:
    """What a model of this architecture tells of itself; gives the size of its vocabulary."""
    names, kinds, scores = vocabulary()
    writer.add_name("tiny-random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(EMBEDDING)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(EMBEDDING // HEADS)
    writer.add_vocab_size(len(names))
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(names)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)
    return len(names)


def text_model(path: str) -> None:
    writer = gguf.GGUFWriter(path, "llama")
    size = describe_text(writer)
    writer.add_tensor("token_embd.weight", noise(size, EMBEDDING))
    writer.add_tensor("output_norm.weight", ones(EMBEDDING))
    writer.add_tensor("output.weight", noise(size, EMBEDDING))
    for layer in range(LAYERS):
        place = f"blk.{layer}."
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{place}{name}.weight", ones(EMBEDDING))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{place}{name}.weight", noise(EMBEDDING, EMBEDDING))
        writer.add_tensor(place + "ffn_gate.weight", noise(FORWARD, EMBEDDING))
        writer.add_tensor(place + "ffn_up.weight", noise(FORWARD, EMBEDDING))
        writer.add_tensor(place + "ffn_down.weight", noise(EMBEDDING, FORWARD))
    written(writer)


SIDE, PATCH, WIDTH, VISION_LAYERS, VISION_HEADS, VISION_FORWARD = 56, 14, 32, 2, 2, 64


def describe_projector(writer: gguf.GGUFWriter) -> None:
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    for name, value in (("image_size", SIDE), ("patch_size", PATCH), ("embedding_length", WIDTH), ("feed_forward_length", VISION_FORWARD),
                        ("block_count", VISION_LAYERS), ("projection_dim", EMBEDDING), ("attention.head_count", VISION_HEADS)):
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5] * 3)
    writer.add_array("clip.vision.image_std", [0.5] * 3)
    writer.add_uint32("general.file_type", 0)


def projector(path: str) -> None:
    writer = gguf.GGUFWriter(path, "clip")
    describe_projector(writer)

    def layer(name: str, *shape: int) -> None:
        writer.add_tensor(f"{name}.weight", noise(*shape))
        writer.add_tensor(f"{name}.bias", zeros(shape[0]))

    def norm(name: str) -> None:
        writer.add_tensor(f"{name}.weight", ones(WIDTH))
        writer.add_tensor(f"{name}.bias", zeros(WIDTH))

    writer.add_tensor("v.patch_embd.weight", noise(WIDTH, 3, PATCH, PATCH))
    writer.add_tensor("v.position_embd.weight", noise((SIDE // PATCH) ** 2 + 1, WIDTH))
    writer.add_tensor("v.class_embd", noise(WIDTH))
    norm("v.pre_ln")
    norm("v.post_ln")
    for index in range(VISION_LAYERS):
        place = f"v.blk.{index}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            layer(place + name, WIDTH, WIDTH)
        norm(place + "ln1")
        norm(place + "ln2")
        layer(place + "ffn_up", VISION_FORWARD, WIDTH)
        layer(place + "ffn_down", WIDTH, VISION_FORWARD)
    layer("mm.0", EMBEDDING, WIDTH)
    layer("mm.2", EMBEDDING, EMBEDDING)
    written(writer)


if __name__ == "__main__":
    folder = sys.argv[1]
    text_model(os.path.join(folder, "tiny.gguf"))
    projector(os.path.join(folder, "projector.gguf"))
