/** What a common emoji says, as a word that the sentiment lexicon and the model know. */
export const EMOJI_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ':joy:': '😀 😃 😄 😁 😆 😊 🙂 😉 😋 😎 🤗 😸 😺 🥳 😝 😜 🤩 ☺ 😌 🎉 🎊 ✨',
    ':love:': '😍 🥰 😘 😻 ❤ ♥ 💕 💖 💗 💓 💞 💘 💝 💙 💚 💛 🧡 💜 🌹 💐 🌸',
    ':approval:': '👍 👏 👌 💪 🙌 🙏 ✌ 🤝 💯 ✅ 🏆 🌟 ⭐ 🔥',
    ':laughter:': '😂 🤣 😹',
    ':doubt:': '🙄 😒 😑 😐 😶 🤔 😏 🙃 😅 🤷 🤦 😬',
    ':sadness:': '😢 😭 😞 😔 😟 🙁 ☹ 😣 😖 😩 😫 😿 😥 😓 😪 💔 🥺',
    ':anger:': '😠 😡 🤬 👿 😤 💢 🖕',
    ':disapproval:': '👎 ❌ 🚫 💩 🤮 🤢 🤡 😷 😱 😨 😰 😳 🆘',
  }).flatMap(([word, signs]) => signs.split(' ').map((sign) => [sign, word] as const)),
);
