"""FEEL as SpiffWorkflow's script engine: no expression of a diagram reaches Python."""

from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine
from SpiffWorkflow.operators import Operator
from typing_extensions import override

from engine.errors import ExpressionFailed
from engine.expressions import compiled, evaluate, is_true


class _NoPython(BasePythonScriptEngineEnvironment):
    """Parts of SpiffWorkflow go round the engine to the environment; they end here."""

    @override
    def evaluate(self, expression: str, context: Any, external_context: Any = None) -> Any:
        raise _refused(expression)

    @override
    def execute(self, script: str, context: Any, external_context: Any = None) -> Any:
        raise _refused(script)

    @override
    def call_service(self, context: Any, **kwargs: Any) -> Any:
        raise _refused("call_service")


class FeelEngine(PythonScriptEngine):
    """Evaluates with the functions of the step the workflow is in."""

    def __init__(self) -> None:
        super().__init__(environment=_NoPython())

    @override
    def validate(self, expression: str) -> None:
        compiled(expression)

    @override
    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        functions = task.workflow.top_workflow.context.functions
        return evaluate(expression, task.data, functions, task.task_spec.name)

    @override
    def execute(self, task: Any, script: str, external_context: Any = None) -> Any:
        raise _refused(script)


class FeelCondition(Operator):
    """The condition of a flow: true or false, nothing else."""

    def __init__(self, expression: str) -> None:
        super().__init__(expression)
        self.expression = expression

    def _matches(self, task: Any) -> bool:
        functions = task.workflow.top_workflow.context.functions
        return is_true(self.expression, task.data, functions, task.task_spec.name)


def _refused(text: str) -> ExpressionFailed:
    return ExpressionFailed(
        "-", text, "không được chạy như một chương trình.", "is not run as a program here."
    )


ENGINE = FeelEngine()
