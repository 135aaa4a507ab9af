/**
 * Slack's names of the pictures people put into answers (https://docs.slack.dev/reference/block-kit: what a picker inserts
 * arrives as `:name:`). Workspaces add names of their own, which mean nothing outside.
 */
const NAMED = `
+1=👍 -1=👎 thumbsup=👍 thumbsdown=👎 ok_hand=👌 clap=👏 wave=👋 pray=🙏 raised_hands=🙌 muscle=💪 handshake=🤝 point_up=☝️
point_right=👉 point_left=👈 point_down=👇 v=✌️ crossed_fingers=🤞 writing_hand=✍️ eyes=👀 hugging_face=🤗 hugs=🤗
smile=😄 smiley=😃 grin=😁 grinning=😀 slightly_smiling_face=🙂 simple_smile=🙂 blush=😊 relaxed=☺️ wink=😉 joy=😂 laughing=😆
satisfied=😆 sweat_smile=😅 rolling_on_the_floor_laughing=🤣 upside_down_face=🙃 relieved=😌 heart_eyes=😍 innocent=😇
thinking_face=🤔 neutral_face=😐 expressionless=😑 confused=😕 worried=😟 disappointed=😞 cry=😢 sob=😭 pensive=😔
slightly_frowning_face=🙁 white_frowning_face=☹️ angry=😠 rage=😡 open_mouth=😮 astonished=😲 flushed=😳 scream=😱 sunglasses=😎
nerd_face=🤓 sleeping=😴 zipper_mouth_face=🤐 face_with_rolling_eyes=🙄 star-struck=🤩 partying_face=🥳 pleading_face=🥺
heart=❤️ red_heart=❤️ blue_heart=💙 green_heart=💚 yellow_heart=💛 purple_heart=💜 orange_heart=🧡 black_heart=🖤 broken_heart=💔
sparkling_heart=💖 two_hearts=💕 sparkles=✨ star=⭐ star2=🌟 tada=🎉 confetti_ball=🎊 gift=🎁 balloon=🎈 birthday=🎂 bouquet=💐
rose=🌹 sunflower=🌻 sunny=☀️ cloud=☁️ umbrella=☔ snowflake=❄️ rainbow=🌈 fire=🔥 zap=⚡ boom=💥 100=💯 rocket=🚀 bulb=💡
white_check_mark=✅ heavy_check_mark=✔️ ballot_box_with_check=☑️ x=❌ negative_squared_cross_mark=❎ warning=⚠️ exclamation=❗
heavy_exclamation_mark=❗ question=❓ grey_question=❔ information_source=ℹ️ no_entry=⛔ no_entry_sign=🚫 bell=🔔 lock=🔒 unlock=🔓
key=🔑 mag=🔍 link=🔗 paperclip=📎 pushpin=📌 round_pushpin=📍 memo=📝 pencil=📝 pencil2=✏️ clipboard=📋 page_facing_up=📄
envelope=✉️ email=📧 e-mail=📧 incoming_envelope=📨 mailbox=📫 inbox_tray=📥 outbox_tray=📤 package=📦 truck=🚚 airplane=✈️
house=🏠 shopping_bags=🛍️ shopping_trolley=🛒 credit_card=💳 moneybag=💰 money_with_wings=💸 euro=💶 dollar=💵 pound=💷 yen=💴
receipt=🧾 bank=🏦 label=🏷️ camera=📷 camera_with_flash=📸 iphone=📱 telephone_receiver=📞 phone=☎️ telephone=☎️ computer=💻
calendar=📆 date=📅 spiral_calendar_pad=🗓️ clock1=🕐 hourglass=⌛ hourglass_flowing_sand=⏳ alarm_clock=⏰ stopwatch=⏱️ watch=⌚
arrow_right=➡️ arrow_left=⬅️ arrow_up=⬆️ arrow_down=⬇️ arrows_counterclockwise=🔄 leftwards_arrow_with_hook=↩️ recycle=♻️
one=1️⃣ two=2️⃣ three=3️⃣ four=4️⃣ five=5️⃣ six=6️⃣ seven=7️⃣ eight=8️⃣ nine=9️⃣ keycap_ten=🔟 zero=0️⃣
coffee=☕ tea=🍵 cup_with_straw=🥤 shirt=👕 tshirt=👕 jeans=👖 dress=👗 shoe=👞 mans_shoe=👞 athletic_shoe=👟 high_heel=👠 ring=💍
scissors=✂️ wrench=🔧 hammer_and_wrench=🛠️ gear=⚙️ battery=🔋 electric_plug=🔌 headphones=🎧 tv=📺 books=📚 book=📖
`;

const CODES = new Map(
  NAMED.trim()
    .split(/\s+/)
    .map((pair): [string, string] => {
      const at = pair.lastIndexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
);

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
const TONED = new Set('👍👎👌👏👋🙏🙌💪👉👈👇🤞'.match(/./gu));

/** `:+1:`, or with a skin tone `:+1::skin-tone-3:`. Names have a letter unless they are known: `10:30:15` is a time. */
const SHORTCODE = /:([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):)?/gi;

/** A text with its shortcodes as characters, and the names of those that are none outside the workspace. */
export function withoutShortcodes(text: string): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const replaced = text.replace(SHORTCODE, (whole, name: string, tone: string | undefined, at: number) => {
    if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /^\d+$/.test(name)) return whole;
    const picture = CODES.get(name.toLowerCase());
    if (picture) return tone && TONED.has(picture) ? `${picture}${TONES[Number(tone) - 2] ?? ''}` : picture;
    if (/[a-z]/i.test(name)) unknown.push(name);
    return whole;
  });
  return { text: replaced, unknown };
}
