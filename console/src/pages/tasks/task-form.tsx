import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../../../../src/contract/api/tasks.js';
import { answerTask } from '../../api/task-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { fieldsOfAsk } from '../../ui/schema-form/fields.js';
import { SchemaForm } from '../../ui/schema-form/schema-form.js';
import { useForm } from '../../ui/schema-form/use-form.js';
import { answersOf, wrongAnswers } from '../../ui/schema-form/values.js';

/** What a task asks for. Nothing when it asks for nothing; a word when somebody else has to answer. */
export function TaskForm({ task }: { task: TaskView }) {
  const { t } = useTranslation();
  if (task.ask === undefined || task.ask.length === 0) return null;
  if (!task.mayAnswer) return <p className="quiet">{t('tasks.mayNot')}</p>;
  return <AskForm key={task.id} task={task} asks={task.ask} />;
}

function AskForm({ task, asks }: { task: TaskView; asks: NonNullable<TaskView['ask']> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const fields = fieldsOfAsk(asks);
  const form = useForm({
    id: `task-${task.id}`,
    fields,
    start: {},
    under: 'answers',
    check: wrongAnswers,
  });
  const answer = useMutation({
    mutationFn: () => answerTask(task.id, answersOf(fields, form.values)),
    onSuccess: async () => {
      message.success(t('tasks.answeredOk'));
      await refresh();
    },
    onError: form.refused,
  });
  return (
    <form
      className="task-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.ready()) answer.mutate();
      }}
    >
      <SchemaForm fields={fields} values={form.values} onChange={form.change} {...form.frame} />
      {answer.isError && <Failure error={answer.error} under="answers" />}
      <Button type="primary" htmlType="submit" loading={answer.isPending}>
        {t('tasks.answer')}
      </Button>
    </form>
  );
}
