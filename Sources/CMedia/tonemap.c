#include "tonemap.h"

#include <libavutil/mem.h>
#include <math.h>
#include <stdbool.h>

enum { STEPS = 4096 };

// Light is counted in units of diffuse white, 203 nits by BT.2408.
static const float WHITE = 203, PEAK = 1000;
/// Light up to here is kept as it is; from here to the peak it is pressed together.
static const float KNEE = 0.5F;

struct tone_curve {
  cmedia_hdr hdr;
  float light[STEPS];    // of a code
  uint8_t code[STEPS];   // of light from 0 to 1
};

/// SMPTE ST 2084.
static float pq_light(float code) {
  const float m1 = 0.1593017578125F, m2 = 78.84375F, c1 = 0.8359375F, c2 = 18.8515625F, c3 = 18.6875F;
  float power = powf(code, 1 / m2);
  return 10000 / WHITE * powf(fmaxf(power - c1, 0) / (c2 - c3 * power), 1 / m1);
}

/// ARIB STD-B67, light of the scene from 0 to 1.
static float hlg_light(float code) {
  const float a = 0.17883277F, b = 0.28466892F, c = 0.55991073F;
  return code <= 0.5F ? code * code / 3 : (expf((code - c) / a) + b) / 12;
}

static float srgb_code(float light) {
  return light <= 0.0031308F ? 12.92F * light : 1.055F * powf(light, 1 / 2.4F) - 0.055F;
}

/// A Möbius curve that leaves the knee with slope 1 and reaches 1 at the peak.
static float press(float light) {
  if (light <= KNEE) return light;
  const float peak = PEAK / WHITE;
  float a = -KNEE * KNEE * (peak - 1) / (KNEE * KNEE - 2 * KNEE + peak);
  float b = (KNEE * KNEE - 2 * KNEE * peak + peak) / (peak - 1);
  return (b * b + 2 * b * KNEE + KNEE * KNEE) / (b - a) * (light + a) / (light + b);
}

tone_curve *tone_curve_for(cmedia_hdr hdr, tone_curve *old) {
  if (old && old->hdr == hdr) return old;
  tone_curve_free(old);
  tone_curve *curve = av_malloc(sizeof *curve);
  if (!curve) return NULL;
  curve->hdr = hdr;
  for (int step = 0; step < STEPS; step++) {
    float value = (float)step / (STEPS - 1);
    curve->light[step] = hdr == CMEDIA_HDR_PQ ? pq_light(value) : hlg_light(value);
    curve->code[step] = (uint8_t)lrintf(255 * srgb_code(value));
  }
  return curve;
}

void tone_curve_free(tone_curve *curve) { av_free(curve); }

static uint8_t coded(const tone_curve *curve, float light) {
  float bounded = light > 0 ? light < 1 ? light : 1 : 0;
  return curve->code[(int)(bounded * (STEPS - 1) + 0.5F)];
}

void tone_curve_map(const tone_curve *curve, const uint16_t *wide, uint8_t *narrow, size_t pixels) {
  for (size_t pixel = 0; pixel < pixels; pixel++, wide += 3, narrow += 3) {
    float red = curve->light[wide[0] >> 4], green = curve->light[wide[1] >> 4],
          blue = curve->light[wide[2] >> 4];
    if (curve->hdr == CMEDIA_HDR_HLG) {
      // The display's own curve: a screen of 1000 nits raises the scene's light to the power of 1.2.
      float luma = 0.2627F * red + 0.6780F * green + 0.0593F * blue;
      float gain = luma > 0 ? powf(luma, 0.2F) * PEAK / WHITE : 0;
      red *= gain;
      green *= gain;
      blue *= gain;
    }
    // All three by the same factor keeps the hue.
    float most = fmaxf(red, fmaxf(green, blue));
    float factor = most > KNEE ? press(most) / most : 1;
    red *= factor;
    green *= factor;
    blue *= factor;
    narrow[0] = coded(curve, 1.6605F * red - 0.5876F * green - 0.0728F * blue);
    narrow[1] = coded(curve, -0.1246F * red + 1.1329F * green - 0.0083F * blue);
    narrow[2] = coded(curve, -0.0182F * red - 0.1006F * green + 1.1187F * blue);
  }
}
