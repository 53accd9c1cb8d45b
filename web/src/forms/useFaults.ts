import { App, type FormInstance } from 'antd';
import { useCallback } from 'react';
import { isProblem } from '../api/problem';
import { placeFaults } from './faults';
import { versionIn } from './useSeen';

/** Shows a refusal: beside the fields it names, else as a message. */
export function useFaults(form: FormInstance) {
  const { message } = App.useApp();
  return useCallback(
    (error: unknown) => {
      const fields = form.getFieldsError().map((field) => field.name);
      const faults = isProblem(error) ? error.fields : [];
      // What others changed meanwhile stands beside the fields; that it was so is said as well.
      if (versionIn(error)) void message.warning((error as Error).message, 8);
      const { beside, homeless } = placeFaults(faults, fields);
      form.setFields(beside);
      if (beside[0]) form.scrollToField(beside[0].name, { block: 'center' });
      if (versionIn(error)) return;
      if (beside.length === 0 || homeless.length > 0) {
        const rest = homeless.map((fault) => `${fault.field}: ${fault.message}`).join(' · ');
        void message.error(rest || (error as Error).message, 6);
      }
    },
    [form, message],
  );
}
