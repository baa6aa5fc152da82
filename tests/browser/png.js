// Small pictures: a screenshot as Chromium makes it (PNG, 8 bits, RGB or RGBA, not
// interlaced) becomes one of at most 64 colours with a palette. Pages of ours have few
// colours and the edges of letters, so nobody sees the difference.
"use strict";
const zlib = require("zlib");

const COLOURS = 64;
const APART = 8; // colours of the palette differ by so much, all channels together

const bytesOf = (text) => Buffer.from(text, "latin1");

// The chunks of a file: [type, content].
function* chunks(file) {
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    yield [file.toString("latin1", at + 4, at + 8), file.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [l, u, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return l <= u && l <= c ? left : u <= c ? up : corner;
}

// One line of a picture, in place; `before` is the line above it.
function unfilter(kind, line, before, wide) {
  for (let i = 0; i < line.length; i++) {
    const left = i < wide ? 0 : line[i - wide], corner = i < wide ? 0 : before[i - wide];
    const add = [0, left, before[i], (left + before[i]) >> 1, paeth(left, before[i], corner)];
    line[i] += add[kind];
  }
}

// { width, height, pixels }, a number 0xrrggbb for each
function read(file) {
  const parts = [...chunks(file)];
  const [, head] = parts[0];
  const width = head.readUInt32BE(0), height = head.readUInt32BE(4);
  const wide = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || !wide || head[12])
    throw new Error("not a PNG of the kind that is read here");
  const data = zlib.inflateSync(Buffer.concat(
    parts.filter(([type]) => type === "IDAT").map(([, content]) => content)));
  const pixels = new Uint32Array(width * height);
  let before = Buffer.alloc(width * wide);
  for (let y = 0; y < height; y++) {
    const at = y * (width * wide + 1);
    const line = data.subarray(at + 1, at + 1 + width * wide);
    unfilter(data[at], line, before, wide);
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = line.readUIntBE(x * wide, 3);
    before = line;
  }
  return { width, height, pixels };
}

const distance = (a, b) => Math.abs((a >> 16) - (b >> 16)) +
  Math.abs((a >> 8 & 255) - (b >> 8 & 255)) + Math.abs((a & 255) - (b & 255));

// The most frequent colours that are far enough from each other.
function choose(pixels) {
  const counts = new Map();
  for (const pixel of pixels)
    counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]))
    if (palette.length < COLOURS && palette.every((other) => distance(colour, other) > APART))
      palette.push(colour);
  const places = new Map([...counts.keys()].map((colour) => [colour, palette.reduce(
    (best, other, i) =>
      (distance(colour, other) < distance(colour, palette[best]) ? i : best), 0)]));
  return { palette, places };
}

function chunk(type, content) {
  const body = Buffer.concat([bytesOf(type), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++)
      sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function small(file) {
  const { width, height, pixels } = read(file);
  const { palette, places } = choose(pixels);
  const lines = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, i) => {
    lines[Math.floor(i / width) + 1 + i] = places.get(pixel);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  return Buffer.concat([
    bytesOf("\x89PNG\r\n\x1a\n"), chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((c) => [c >> 16, c >> 8 & 255, c & 255]))),
    chunk("IDAT", zlib.deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}

module.exports = { small };
