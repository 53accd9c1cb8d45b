import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, type FormInstance, Popconfirm } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { matches, SHORTCUTS } from '../shell/keys';
import { useFaults } from './useFaults';
import { useSeen } from './useSeen';

interface Props<Fields> {
  title: string;
  open: boolean;
  /** What the fields show first. */
  initial: Partial<Fields>;
  onClose: () => void;
  /** The version of what is edited; `save` is given the one that the editor has seen by then. */
  version?: string;
  save: (fields: Fields, version: string | undefined) => Promise<unknown>;
  remove?: () => Promise<unknown>;
  /** Answers whether a refusal is told in the form itself. */
  refused?: (error: unknown, form: FormInstance<Fields>) => Promise<boolean>;
  /** What removing is called where the thing stays and only ends. */
  removeWords?: { label: string; question: string };
  /** Topics whose answers are stale afterwards. */
  stale: string[];
  width?: number;
  children: ReactNode | ((form: FormInstance<Fields>) => ReactNode);
}

/** A side panel with a form: errors beside the fields, Ctrl+Enter saves. */
export function EditorDrawer<Fields extends object>(props: Props<Fields>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const { open, initial, onClose, version } = props;
  const seen = useSeen();
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled when it opens; what is typed stays while it is open
  useEffect(() => {
    if (!open) return;
    form.resetFields();
    form.setFieldsValue(initial as never);
    seen.open(version);
  }, [open, form]);
  const done = () => {
    for (const topic of props.stale) void cache.invalidateQueries({ queryKey: [topic] });
    onClose();
  };
  const save = useMutation({
    mutationFn: (fields: Fields) => props.save(fields, seen.current()),
    onSuccess: done,
    onError: async (error) => {
      seen.learn(error);
      if (!(await props.refused?.(error, form))) showFaults(error);
    },
  });
  const ending = props.removeWords ?? { label: t('action.remove'), question: t('admin.reallyRemove') };
  const remove = useMutation({ mutationFn: async () => props.remove?.(), onSuccess: done, onError: showFaults });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={props.title}
      size={props.width ?? 480}
      forceRender
      footer={
        <div className="spread">
          {props.remove ? (
            <Popconfirm title={ending.question} onConfirm={() => remove.mutate()} okText={ending.label}>
              <Button danger loading={remove.isPending}>
                {ending.label}
              </Button>
            </Popconfirm>
          ) : (
            <span />
          )}
          <div className="row">
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button type="primary" loading={save.isPending} onClick={() => form.submit()} data-testid="editor-save">
              {t('action.save')}
            </Button>
          </div>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => save.mutate(fields)}
        onKeyDown={(event) => {
          if (matches(event.nativeEvent, SHORTCUTS.finish)) form.submit();
        }}
      >
        {typeof props.children === 'function' ? props.children(form) : props.children}
      </Form>
    </Drawer>
  );
}
