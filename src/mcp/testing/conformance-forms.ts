import {
  type ElicitRequestFormParams,
  inputRequired,
  inputResponse,
  type McpServer,
} from '@modelcontextprotocol/server';
import { text } from './conformance-samples.ts';

// The tools that put a form before the person: one of each kind of field there is.

type Fields = ElicitRequestFormParams['requestedSchema']['properties'];

const options = ['option1', 'option2', 'option3'];
const titled = ['value1', 'value2', 'value3'].map((value, at) => ({
  const: value,
  title: `${['First', 'Second', 'Third'][at]} Option`,
}));

const forms: Record<string, Fields> = {
  test_elicitation_sep1034_defaults: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
  test_elicitation_sep1330_enums: {
    untitledSingle: { type: 'string', enum: options },
    titledSingle: { type: 'string', oneOf: titled },
    legacyEnum: {
      type: 'string',
      enum: ['opt1', 'opt2', 'opt3'],
      enumNames: ['Option One', 'Option Two', 'Option Three'],
    },
    untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
    titledMulti: { type: 'array', items: { anyOf: titled } },
  },
};

/** Adds them all. */
export function addFormFixtures(server: McpServer): void {
  for (const [name, properties] of Object.entries(forms))
    server.registerTool(name, { description: `Conformance: ${name}` }, ({ mcpReq }) => {
      const said = inputResponse(mcpReq.inputResponses, 'answer');
      if (said.kind === 'elicit')
        return text(`Elicitation completed: action=${said.action}, content=${JSON.stringify(said.content)}`);
      const requestedSchema = { type: 'object' as const, properties };
      const answer = inputRequired.elicit({ message: 'Please fill this in', requestedSchema });
      return inputRequired({ inputRequests: { answer } });
    });
}
