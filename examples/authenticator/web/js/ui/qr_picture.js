// A QR code, drawn by qrcode-generator. The file comes from npm (examples/authenticator/web-reader).

const namespace = "http://www.w3.org/2000/svg";
const quietZone = 4;

/** Every dark dot as a square of one path. */
function squares(code) {
  let path = "";
  for (let y = 0; y < code.getModuleCount(); ++y) {
    for (let x = 0; x < code.getModuleCount(); ++x) {
      if (code.isDark(y, x)) path += `M${x + quietZone} ${y + quietZone}h1v1h-1z`;
    }
  }
  return path;
}

/** @returns {Promise<SVGElement|null>} null when this build is without the generator */
export async function qrPicture(text, label) {
  let generator = null;
  try {
    ({ default: generator } = await import("../../vendor/qrcode.js"));
  } catch {
    return null;
  }
  const code = generator(0, "M");
  code.addData(text, "Byte");
  code.make();
  const size = code.getModuleCount() + 2 * quietZone;
  const drawing = document.createElementNS(namespace, "svg");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", squares(code));
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  drawing.append(path);
  return drawing;
}
