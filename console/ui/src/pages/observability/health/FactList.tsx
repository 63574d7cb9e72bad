import { useTranslation } from 'react-i18next';
import { factText, isGroup } from './facts';

interface Props {
  name: string;
  facts: Record<string, unknown>;
}

/** What a check has seen; groups of facts are branches of their own. */
export function FactList({ name, facts }: Props) {
  const { t, i18n } = useTranslation();
  const entries = Object.entries(facts).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return <p className="quiet">{t('observability.noFacts')}</p>;
  const plain = entries.filter(([, value]) => !isGroup(value));
  const groups = entries.filter(([, value]) => isGroup(value));
  return (
    <>
      {plain.length > 0 ? (
        <dl className="health-facts" aria-label={t('health.facts', { name })}>
          {plain.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{factText(key, value, i18n.language)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {groups.map(([key, value]) => (
        <section key={key} className="health-group">
          <h3>{key}</h3>
          <FactList name={`${name} ${key}`} facts={value as Record<string, unknown>} />
        </section>
      ))}
    </>
  );
}
