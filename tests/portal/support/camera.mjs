// Chromium's fake camera, which plays a video of a picture instead of filming.

import { writeFile } from "node:fs/promises";

const width = 640;
const height = 480;

/// Writes a video of one frame: the picture (PNG) in the middle of a grey table.
export async function filmOf(page, png, file) {
  const grey = await page.evaluate(greyOf, { source: png.toString("base64"), width, height });
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
  await writeFile(file, Buffer.concat([head, Buffer.from(grey, "base64"), colour]));
}

export function fakeCamera(file) {
  return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
}

/// Runs in a page: the brightness of each point, in base64.
async function greyOf({ source, width: across, height: down }) {
  const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(across, down).getContext("2d");
  context.fillStyle = "#777";
  context.fillRect(0, 0, across, down);
  const side = down * 0.8;
  context.drawImage(picture, (across - side) / 2, (down - side) / 2, side, side);
  const { data } = context.getImageData(0, 0, across, down);
  let text = "";
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(Math.round((data[at] + data[at + 1] + data[at + 2]) / 3));
  return btoa(text);
}
