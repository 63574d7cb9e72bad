/** The board and its cards; one of them on its way in. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden focusable="false">
      <path className="logo-board" d="M5 25.5h22" />
      <path className="logo-slot" d="M9 21v4.5M16 21v4.5" />
      <path className="logo-gap" d="M23 18.6v5" />
      <rect className="logo-card" x="6.5" y="9.5" width="5" height="12" rx="1.3" />
      <rect className="logo-card" x="13.5" y="9.5" width="5" height="12" rx="1.3" />
      <rect className="logo-card logo-new" x="20.5" y="4.5" width="5" height="12" rx="1.3" />
    </svg>
  );
}
