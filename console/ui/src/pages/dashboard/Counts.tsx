import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dot, type Tone } from '../../components/Level';
import { count } from '../../format/format';

export interface CountRow {
  key: string;
  text: string;
  tone: Tone;
  number: number;
  to: string;
}

/** Figures as a bar and as links to what they count; those that count nothing are left out. */
export function Counts({ rows }: { rows: CountRow[] }) {
  const { i18n } = useTranslation();
  const shown = rows.filter(({ number }) => number > 0);
  return (
    <>
      <div className="counts-bar" aria-hidden>
        {shown.map(({ key, tone, number }) => (
          <span key={key} className={`bar-${tone}`} style={{ flexGrow: number }} />
        ))}
      </div>
      <ul className="counts">
        {shown.map(({ key, text, tone, number, to }) => (
          <li key={key}>
            <Link to={to}>
              <Dot tone={tone} />
              {text}
              <strong>{count(number, i18n.language)}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
