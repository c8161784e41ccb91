/** `:tada:` as an emoji to show, or null when we know none of that name. Skin tones are left out. */
export function emojiCalled(code: string): { kind: 'emoji'; name: string; character: string } | null {
  const name = code.replace(/^:|:$/g, '').replace(/::skin-tone-\d$/, '')
  const character = characters.get(name)
  return character ? { kind: 'emoji', name, character } : null
}

const common = `
smile 😄 smiley 😃 grin 😁 grinning 😀 joy 😂 rofl 🤣 blush 😊 wink 😉 slightly_smiling_face 🙂 upside_down_face 🙃
heart_eyes 😍 thinking_face 🤔 neutral_face 😐 expressionless 😑 confused 😕 slightly_frowning_face 🙁 worried 😟
disappointed 😞 cry 😢 sob 😭 scream 😱 angry 😠 rage 😡 sweat 😓 sweat_smile 😅 relieved 😌 sleeping 😴 sunglasses 😎
nerd_face 🤓 partying_face 🥳 face_with_monocle 🧐 face_palm 🤦 shrug 🤷 wave 👋 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎
clap 👏 raised_hands 🙌 pray 🙏 handshake 🤝 muscle 💪 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 ok_hand 👌
raised_hand ✋ hand ✋ eyes 👀 brain 🧠 speech_balloon 💬 thought_balloon 💭 heart ❤️ broken_heart 💔 green_heart 💚
yellow_heart 💛 blue_heart 💙 sparkles ✨ star ⭐ star2 🌟 fire 🔥 zap ⚡ boom 💥 tada 🎉 confetti_ball 🎊 balloon 🎈
gift 🎁 trophy 🏆 medal 🏅 first_place_medal 🥇 dart 🎯 rocket 🚀 airplane ✈️ palm_tree 🌴 beach_with_umbrella 🏖️
desert_island 🏝️ house 🏠 office 🏢 earth_americas 🌎 earth_africa 🌍 earth_asia 🌏 globe_with_meridians 🌐 sunny ☀️
sunrise 🌅 cloud ☁️ rain_cloud 🌧️ snowflake ❄️ rainbow 🌈 moon 🌔 crescent_moon 🌙 seedling 🌱 herb 🌿
evergreen_tree 🌲 deciduous_tree 🌳 cactus 🌵 four_leaf_clover 🍀 coffee ☕ tea 🍵 pizza 🍕 cake 🍰 birthday 🎂
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎
heavy_multiplication_x ✖️ heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗
bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 octagonal_sign 🛑 construction 🚧 rotating_light 🚨
bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 large_green_circle 🟢 large_yellow_circle 🟡 large_orange_circle 🟠
red_circle 🔴 large_red_circle 🔴 large_blue_circle 🔵 blue_circle 🔵 large_purple_circle 🟣 large_brown_circle 🟤
white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_yellow_square 🟨 large_red_square 🟥 large_blue_square 🟦
white_large_square ⬜ black_large_square ⬛ small_red_triangle 🔺 small_red_triangle_down 🔻 small_blue_diamond 🔹
small_orange_diamond 🔸 arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️
arrow_lower_right ↘️ left_right_arrow ↔️ arrows_counterclockwise 🔄 arrows_clockwise 🔃 repeat 🔁 back 🔙 new 🆕 up 🆙
sos 🆘 information_source ℹ️ bulb 💡 mag 🔍 mag_right 🔎 link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍
triangular_flag_on_post 🚩 checkered_flag 🏁 white_flag 🏳️ memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 page_facing_up 📄
page_with_curl 📃 scroll 📜 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ books 📚 book 📖 bookmark 🔖
label 🏷️ newspaper 📰 calendar 📆 date 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 bar_chart 📊 abacus 🧮 straight_ruler 📏 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚
alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock9 🕘 clock12 🕛 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ hammer 🔨
wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ nut_and_bolt 🔩 toolbox 🧰 microscope 🔬 telescope 🔭 test_tube 🧪 petri_dish 🧫
dna 🧬 robot_face 🤖 computer 💻 desktop_computer 🖥️ keyboard ⌨️ iphone 📱 email ✉️ envelope ✉️ incoming_envelope 📨
inbox_tray 📥 outbox_tray 📤 package 📦 moneybag 💰 dollar 💵 credit_card 💳 shopping_trolley 🛒 bust_in_silhouette 👤
busts_in_silhouette 👥 adult 🧑 man 👨 woman 👩 family 👪 mailbox 📫 ghost 👻 skull 💀 zzz 💤 100 💯 one 1️⃣ two 2️⃣
three 3️⃣ four 4️⃣ five 5️⃣ zero 0️⃣ infinity ♾️ thread 🧵 jigsaw 🧩 crystal_ball 🔮 magnet 🧲 fast_forward ⏩
rewind ⏪ black_right_pointing_double_triangle_with_vertical_bar ⏭️ double_vertical_bar ⏸️ arrow_forward ▶️
black_square_for_stop ⏹️ recycle ♻️ wastebasket 🗑️ scales ⚖️ umbrella ☂️ anchor ⚓ compass 🧭 world_map 🗺️
mountain ⛰️ bridge_at_night 🌉 runner 🏃 walking 🚶 snail 🐌 turtle 🐢 bug 🐛 bee 🐝 butterfly 🦋 owl 🦉 cat 🐱 dog 🐶
`

const characters = new Map(
  common
    .trim()
    .split(/\s+/)
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? ''] as const] : [])),
)
