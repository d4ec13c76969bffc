/** The looks of all drill pages; `--main` is the portal's own colour. */
export const style = `
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #f2f4f7; color: #222; font: 16px/1.8 "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif }
a { color: var(--main) }
.drill { background: #ffd54a; color: #3a2c00; text-align: center; font-weight: 700; font-size: 14px; padding: 4px 12px }
header { background: var(--main); color: #fff }
header .wrap { display: flex; align-items: center; gap: 16px; padding-top: 22px; padding-bottom: 22px }
header .seal { width: 56px; height: 56px; border-radius: 50%; background: #fff; color: var(--main); display: grid;
  place-items: center; font-size: 26px; font-weight: 700; flex: none }
header strong { font-size: 28px; letter-spacing: 2px; line-height: 1.3 }
header small { display: block; font-size: 13px; opacity: .85; letter-spacing: 1px }
nav { background: #fff; border-bottom: 2px solid var(--main) }
nav .wrap { display: flex; flex-wrap: wrap; gap: 4px 28px; padding-top: 10px; padding-bottom: 10px }
nav a { text-decoration: none; color: #333; font-size: 17px }
.wrap { max-width: 1080px; margin: 0 auto; padding-left: 20px; padding-right: 20px }
main.wrap { padding-top: 16px; padding-bottom: 48px }
.crumbs { font-size: 14px; color: #666 }
.sheet { background: #fff; padding: 32px 48px; margin-top: 12px }
.sheet h1 { font-size: 28px; text-align: center; line-height: 1.5; margin: 8px 0 18px }
.about { display: flex; flex-wrap: wrap; justify-content: center; gap: 4px 24px; color: #666; font-size: 14px;
  padding-bottom: 14px; border-bottom: 1px solid #e3e3e3 }
.meta { display: grid; grid-template-columns: 6em 1fr 6em 1fr; border: 1px solid #cfd7e2; font-size: 14px; margin: 0 0 24px }
.meta > * { margin: 0; padding: 6px 10px; border-bottom: 1px solid #e4e9f0; overflow-wrap: anywhere }
.meta dt { background: #f2f6fb; color: #555 }
.text { font-size: 18px; line-height: 2; margin-top: 20px }
.text p { text-indent: 2em; margin: .6em 0 }
.text h2, .text h3, .text h4 { font-size: 18px }
.text img { max-width: 100%; height: auto; display: block; margin: 12px auto }
.text table { border-collapse: collapse; width: 100%; font-size: 16px }
.text th, .text td { border: 1px solid #999; padding: 6px 10px }
.list { list-style: none; padding: 0; margin: 0 }
.list li { display: flex; gap: 16px; justify-content: space-between; padding: 10px 4px; border-bottom: 1px dotted #ccc }
.list time { color: #888; flex: none; font-variant-numeric: tabular-nums }
footer { background: #e6eaf0; color: #555; font-size: 13px; text-align: center; padding: 20px }
.card { border: 1px solid #d6dce4; border-left: 4px solid var(--main); padding: 14px 18px; margin: 14px 0; background: #fff }
.card h3 { margin: 0 0 4px; font-size: 18px }
.chip { display: inline-block; padding: 0 10px; border-radius: 12px; font-size: 13px; background: #e8edf4; color: #223 }
.chip.submitted { background: #fff0c7; color: #6b4a00 }
.chip.adopted { background: #d9f2e3; color: #0c5a31 }
.chip.returned, .chip.asked { background: #fbdcd8; color: #8b1d12 }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-top: 10px }
form.row { margin-top: 10px }
label { display: block; margin-top: 10px }
input[type=text], textarea, select { width: 100%; font: inherit; padding: 6px 10px; border: 1px solid #99a3b0; border-radius: 4px }
.row input[type=text] { width: 22em; max-width: 100% }
.row select { width: auto }
textarea { min-height: 200px; font-family: ui-monospace, monospace; font-size: 14px }
button { font: inherit; padding: 5px 16px; border: 1px solid var(--main); border-radius: 4px; background: var(--main); color: #fff; cursor: pointer }
button.plain { background: #fff; color: var(--main) }
code { background: #eef1f5; padding: 2px 6px; overflow-wrap: anywhere }
@media (max-width: 640px) { .sheet { padding: 20px 18px } .meta { grid-template-columns: 6em 1fr } }
`;
