from .questions import hooks as question_hooks

question_hooks.register()
