import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../components/Level';
import type { Bump, Outcome } from './record';

const OUTCOME_TONES: Record<Outcome, Tone> = {
  'under-way': 'info',
  committed: 'ok',
  'rolled-back': 'warn',
  abandoned: 'quiet',
  failed: 'error',
};

const BUMP_TONES: Record<Bump, Tone> = { patch: 'quiet', minor: 'info', major: 'warn' };

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  return (
    <Tag
      tone={OUTCOME_TONES[outcome]}
      text={t(`updates.outcome.${outcome}`)}
      pulse={outcome === 'under-way'}
    />
  );
}

export function BumpTag({ bump }: { bump: Bump }) {
  const { t } = useTranslation();
  return <Tag tone={BUMP_TONES[bump]} text={t(`updates.bump.${bump}`)} />;
}
