export type SignInTrouble = 'wrong' | 'too_many'

const texts: Readonly<Record<SignInTrouble, string>> = {
  wrong: 'That is not the password.',
  too_many: 'Too many wrong passwords from this network. Wait 15 minutes, then try again.',
}

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · AgentTracer</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/sign-in.css">
</head>
<body>
<main>
<p class="brand"><img src="/favicon.svg" alt="" width="24" height="24"> AgentTracer</p>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`

/** The form goes to the address it is shown at, so the page repeats nothing of that address, and whoever signs in arrives there. */
export const signInPage = (trouble?: SignInTrouble): string =>
  page(
    'Sign in',
    `<form method="post">
${trouble === undefined ? '' : `<p class="trouble" role="alert" id="trouble">${texts[trouble]}</p>\n`}<input name="username" value="agenttracer" autocomplete="username" hidden>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${trouble === undefined ? '' : ' aria-invalid="true" aria-describedby="trouble"'}>
<button type="submit">Sign in</button>
</form>
<p class="note">It is the value of <code>AGENTTRACER_UI_PASSWORD</code> of this server.</p>`,
  )

export const signOutPage = (): string => page('Sign out', '<form method="post" action="/sign-out">\n<button type="submit">Sign out</button>\n</form>\n<p class="note"><a href="/">Back</a></p>')

/** A file of its own: the content security policy allows no style inside a page. Colours are those of app/styles/tokens.css. */
export const signInStyles = `:root { color-scheme: light dark; --bg: light-dark(#ffffff, #0e1116); --fg: light-dark(#14181f, #e8ecf2); --muted: light-dark(#4a5361, #a9b2c0);
  --border: light-dark(#767f8d, #717c8c); --focus: light-dark(#0b57c2, #7fb2ff); --on-primary: light-dark(#ffffff, #0e1116);
  --failed-text: light-dark(#b3261a, #ff8b7e); --failed-tint: light-dark(#fdece9, #3a1613); }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: var(--bg); color: var(--fg); font: 1rem/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; width: min(100%, 24rem); padding: 1.5rem; }
.brand { display: flex; align-items: center; gap: 0.5rem; margin: 0; font-weight: 600; }
h1 { margin: 1rem 0; font-size: 1.5rem; line-height: 1.2; }
form { display: grid; gap: 0.5rem; }
label { font-weight: 500; }
input, button { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--border); border-radius: 0.375rem; font: inherit; }
input { background: var(--bg); color: var(--fg); }
button { margin-top: 0.5rem; border-color: transparent; background: var(--focus); color: var(--on-primary); font-weight: 600; cursor: pointer; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
a { color: var(--focus); }
.trouble { margin: 0; padding: 0.5rem 0.75rem; border-radius: 0.375rem; background: var(--failed-tint); color: var(--failed-text); }
.note { color: var(--muted); font-size: 0.875rem; }
code { overflow-wrap: anywhere; }
`
