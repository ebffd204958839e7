import type { BookProblem } from '../../../inspection/defect-book';
import type { Translate } from '../../../i18n';
import { useT } from '../../hooks/app';
import { useBook } from '../screens';

/** Why the last change of the book was refused. */
export function BookProblems() {
  const t = useT();
  const problems = useBook((state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <ul className="problems" role="alert" data-testid="book-problems">
      {problems.map((problem) => (
        <li key={`${problem.id} ${problem.code} ${problem.field ?? ''}`} data-code={problem.code}>
          {textOf(problem, t)}
        </li>
      ))}
    </ul>
  );
}

function textOf({ code, id }: BookProblem, t: Translate): string {
  switch (code) {
    case 'not-a-book':
    case 'too-many':
    case 'required':
      return t(`records.book.problem.${code}`);
    case 'unknown':
    case 'id-format':
    case 'id-taken':
    case 'name-empty':
    case 'too-long':
    case 'severity':
    case 'colour':
      return t(`records.book.problem.${code}`, { id });
  }
}
