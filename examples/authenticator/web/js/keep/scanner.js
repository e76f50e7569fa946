// Reads a QR code from the camera or a picture, by jsQR. The file comes from npm (examples/authenticator/web-reader).

import { Refused } from "../protocol/refused.js";

const longSide = 720;
const between = 120;

const canvas = document.createElement("canvas");
let reader = null;

/** @returns {Promise<Function|null>} null when this build is without it */
async function loadReader() {
  if (reader) return reader;
  try {
    await import("../../vendor/jsqr.js");
    reader = globalThis.jsQR ?? null;
  } catch {
    reader = null;
  }
  return reader;
}

/** @returns {Promise<string|null>} why there is no camera here, or null */
export async function whyNoCamera() {
  if (!(await loadReader())) return "reader_missing";
  if (!globalThis.isSecureContext) return "camera_insecure";
  if (!navigator.mediaDevices?.getUserMedia) return "camera_missing";
  return null;
}

/** @returns {string|null} the text of the QR code in a picture or a frame of a video */
function readPicture(source, width, height) {
  const scale = Math.min(1, longSide / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return reader(data, canvas.width, canvas.height)?.data || null;
}

/** @throws {Refused} reader_missing, picture_unreadable */
export async function readFile(file) {
  if (!(await loadReader())) throw new Refused("reader_missing");
  let text = null;
  try {
    const picture = await createImageBitmap(file);
    text = readPicture(picture, picture.width, picture.height);
  } catch {
    text = null;
  }
  if (!text) throw new Refused("picture_unreadable");
  return text;
}

function cameraRefusal(error) {
  const codes = { NotAllowedError: "camera_denied", SecurityError: "camera_denied", NotFoundError: "camera_missing" };
  return new Refused(codes[error.name] ?? "camera_failed");
}

/**
 * Shows the camera in `video` and tells every text that it reads, until the returned function is called.
 *
 * @throws {Refused} camera_denied, camera_missing, camera_failed
 */
export async function scan(video, found) {
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    video.srcObject = stream;
    await video.play();
  } catch (error) {
    stream?.getTracks().forEach((track) => track.stop());
    throw cameraRefusal(error);
  }
  const timer = setInterval(() => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) return;
    const text = readPicture(video, video.videoWidth, video.videoHeight);
    if (text) found(text);
  }, between);
  return () => {
    clearInterval(timer);
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}
