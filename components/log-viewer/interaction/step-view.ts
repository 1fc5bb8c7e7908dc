import { html, nothing, type TemplateResult } from 'lit';
import type { LogPane } from '../panel/log-pane.ts';
import { stepName } from '../panel/row-view.ts';
import { t } from './strings.ts';

/** A list of the steps of the job whose lines are shown, to show those of one alone. */
export function stepView(lang: string, pane: LogPane): TemplateResult | typeof nothing {
  const { model, run, host } = pane;
  const { job } = host;
  const { step: chosen } = model.view;
  const ofJob = model.book.origins.filter((origin) => origin.job === job);
  const steps = [...new Set(ofJob.map(({ step }) => step))].filter((step) => step !== undefined).sort((a, b) => a - b);
  if (job === null || steps.length < 2) return nothing;
  const choose = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    pane.show({ step: value === '' ? null : Number(value) });
  };
  return html`<select class="button plain" aria-label=${t(lang, 'log.step')} @change=${choose}>
    <option value="" ?selected=${chosen === null}>${t(lang, 'log.step.all')}</option>
    ${steps.map(
      (step) =>
        html`<option value=${step} ?selected=${step === chosen}>
          ${stepName(run?.jobs, job, step) || t(lang, 'log.step.number', { number: step })}
        </option>`,
    )}
  </select>`;
}
