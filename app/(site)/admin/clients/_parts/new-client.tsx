import { chosenOf, errorOf, MutationForm, typedOf, type Mutating } from '@/app/_client/mutation'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Field } from '@/app/_ui/field'
import { SubmitButton } from '@/app/_ui/submit-button'

/** The form that makes a client; its secret is in the result and nowhere else. */
export function NewClient({ scopes, changes }: { readonly scopes: readonly string[]; readonly changes: Mutating }) {
  const chosen = chosenOf(changes, 'scopes') ?? scopes.slice(0, 1)
  const wrong = errorOf(changes, 'scopes')
  return (
    <Card as="section" aria-labelledby="new">
      <h2 id="new" className="text-xl font-semibold">
        New client
      </h2>
      <MutationForm of={changes} name="create-client" className="mt-4 space-y-4">
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={typedOf(changes, 'name') ?? ''}
          error={errorOf(changes, 'name')}
        />
        <fieldset aria-describedby={wrong ? 'scopes-error' : undefined}>
          <legend className="text-sm font-medium">Scopes it may ask for</legend>
          {wrong ? (
            <p id="scopes-error" className="mt-1 text-sm font-medium text-bad">
              {wrong}
            </p>
          ) : null}
          <div className="mt-1.5 flex flex-wrap gap-x-6 gap-y-2">
            {scopes.map((scope) => (
              <label key={scope} className="flex min-h-8 items-center gap-2">
                <input type="checkbox" name="scopes" value={scope} className="size-4 accent-accent" defaultChecked={chosen.includes(scope)} />
                <Code>{scope}</Code>
              </label>
            ))}
          </div>
        </fieldset>
        <SubmitButton variant="primary" pendingLabel="Creating…">
          Create client
        </SubmitButton>
      </MutationForm>
    </Card>
  )
}
