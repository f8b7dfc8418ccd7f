/** Large print, 7:1 and more for text, targets of 44 px and more, one column that fits 320 px. */
export const FOLLOW_UP_STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:42rem;padding:0 1.25rem 2rem;background:#fff;color:#1a1a1a;font:1.25rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;border-bottom:.25rem solid #0b4f8a;padding:.5rem 0}
header p{margin:0}
.desk{font-weight:700}
a{color:#0b4f8a;text-underline-offset:.2em}
nav a{display:inline-block;padding:.5rem 0;min-height:2.75rem}
h1{font-size:1.9rem;line-height:1.3;margin:1.75rem 0 1rem}
h2{font-size:1.25rem;margin:0 0 .5rem}
p{margin:0 0 1rem}
.about{font-weight:700}
.field{border:0;margin:0 0 2rem;padding:0;min-width:0}
.field.wrong{border-left:.35rem solid #b3001b;padding-left:1rem}
legend{float:left;width:100%}
.option,fieldset .problem{clear:both}
legend,label[for=reason]{display:block;padding:0;margin:0 0 .5rem;font-weight:700}
.hint{color:#4a4a4a;margin:0 0 .5rem;font-size:1.1rem}
.problem{color:#b3001b;font-weight:700;margin:0 0 .5rem}
.option{position:relative;margin:0 0 .75rem}
.option input{position:absolute;left:1rem;top:50%;width:1.5rem;height:1.5rem;margin:-.75rem 0 0;accent-color:#0b4f8a}
.option label{display:block;min-height:3.25rem;padding:.65rem 1rem .65rem 3.25rem;border:.125rem solid #5c5c5c;border-radius:.5rem;cursor:pointer}
.option input:checked+label{border-color:#0b4f8a;background:#e8f1fa;font-weight:700}
textarea{display:block;width:100%;font:inherit;color:inherit;padding:.75rem;border:.125rem solid #5c5c5c;border-radius:.5rem}
.wrong textarea{border-color:#b3001b}
button{font:inherit;font-weight:700;min-height:3.25rem;min-width:10rem;padding:.5rem 2rem;color:#fff;background:#0b4f8a;border:.125rem solid #0b4f8a;border-radius:.5rem;cursor:pointer}
button:hover{background:#083a66}
:focus-visible{outline:.2rem solid #1a1a1a;outline-offset:.2rem}
.option input:focus-visible+label{outline:.2rem solid #1a1a1a;outline-offset:.2rem}
.summary{border:.25rem solid #b3001b;border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 2rem}
.summary p,.summary ul{margin:0}
.summary ul{padding-left:1.25rem}
.summary a{color:#b3001b;font-weight:700;display:block;padding:.25rem 0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{border-top:.0625rem solid #8a8a8a;margin-top:2.5rem;padding-top:1rem}
`;
