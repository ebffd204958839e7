interface ChoiceProps {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  note: string;
  onChoose: () => void;
}

/** A radio button the size of a finger, with a word on what it is for. */
export function Choice({ name, value, checked, title, note, onChoose }: ChoiceProps) {
  return (
    <label className="choice" data-checked={checked}>
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        data-testid={`${name}-${value}`}
        onChange={onChoose}
      />
      <span>
        <span className="choice-title">{title}</span>
        <span className="choice-note">{note}</span>
      </span>
    </label>
  );
}
