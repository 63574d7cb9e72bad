const en = {
  title: 'Sign in to Backplane',
  busy: 'Signing in…',
  token: 'Token',
  tokenHint: 'Paste an access token. It is sent once and not kept in this browser.',
  submit: 'Sign in',
  link: 'No token? On the machine the kernel runs on, this prints a login link:',
  empty: 'A token is needed.',
  used: 'This login link is no longer valid. Links work once, for five minutes.',
  wrong: 'This token is not valid.',
  wait: 'Too many failed attempts. Try again in {seconds} s.',
  later: 'Too many failed attempts. Try again later.',
  unreachable: 'The kernel could not be reached. Try again.',
  failed: 'Signing in failed ({status}).',
  other: '中文',
};

export type LoginTexts = typeof en;

const zh: LoginTexts = {
  title: '登录 Backplane',
  busy: '正在登录…',
  token: '令牌',
  tokenHint: '粘贴访问令牌。令牌只发送一次，不会保存在此浏览器中。',
  submit: '登录',
  link: '没有令牌？在内核所在的机器上运行以下命令，获取登录链接：',
  empty: '请输入令牌。',
  used: '此登录链接已失效。链接只能使用一次，有效期五分钟。',
  wrong: '令牌无效。',
  wait: '失败次数过多，请在 {seconds} 秒后重试。',
  later: '失败次数过多，请稍后重试。',
  unreachable: '无法连接到内核，请重试。',
  failed: '登录失败（{status}）。',
  other: 'English',
};

export const LOGIN_TEXTS = { en, zh };
