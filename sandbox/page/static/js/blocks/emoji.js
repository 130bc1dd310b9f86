/** The few emoji an app is likely to call by name; any other name stays as it was written. */

const SIGNS = {
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  warning: "⚠️",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  x: "❌",
  eyes: "👀",
  tada: "🎉",
  thumbsup: "👍",
  "+1": "👍",
  "-1": "👎",
  wave: "👋",
  zap: "⚡",
  electric_plug: "🔌",
  house: "🏠",
  pushpin: "📌",
  memo: "📝",
  rocket: "🚀",
  slightly_smiling_face: "🙂",
};

/** The sign of that name, or undefined. */
export function emoji(name) {
  return SIGNS[name];
}
