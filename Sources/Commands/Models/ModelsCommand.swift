extension Command {
  static let models = Command(
    "models", summary: "List the models that are configured.",
    positional: Positional("NAME", .text, isRepeatable: true, isOptional: true),
    description: [
      "Lists the models of the configuration, the aliases that stand for them, and which one answers unless "
        + "another is named. With names, shows what is known of each: where it answers, how much it "
        + "looks at in one call, what it costs. Keys are never shown, only whether they are set.",
      "\"shotlog models doctor NAME\" finds out what a model's server can do; the list says when that was last "
        + "done, and what was found is obeyed. What \"profile\" sets for a provider or one of its models stands "
        + "against it.",
      "The configuration is a JSON file: \"providers\" by name, each with its \"kind\" (openai, compatible, "
        + "ollama, vllm, sglang, llama.cpp, lmstudio, litellm, gemini, anthropic), \"url\", \"key_env\" (the "
        + "environment's variable that holds the key), \"prices\" in dollars for a million tokens, \"profile\" "
        + "(what the server can do) and \"models\"; \"aliases\"; \"model\", which answers unless another is "
        + "named; and \"transcriber\", which writes down what is said in videos without subtitles.",
    ],
    options: [.config, .modelsJSON],
    examples: [
      ("", "What is configured."), ("ollama/qwen3-vl:8b", "What is known of one model."),
      ("--json", "The same for programs."),
    ],
    run: { arguments, console throws(CommandError) in
      try ModelsRun(arguments, console).run()
    })
}

extension Option {
  static let modelsJSON = Option("json", short: "j", help: "The same as one JSON document.")
}
