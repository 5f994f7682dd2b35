extension Command {
  static let models = Command(
    "models", summary: "List the models that are configured.",
    positional: Positional("NAME", isRepeatable: true, isOptional: true),
    description: [
      "Lists the models of the configuration, the aliases that stand for them, and which one answers unless "
        + "another is named. With names, shows what is known of each: where it answers, how much it "
        + "looks at in one call, what it costs. Keys are never shown, only whether they are set.",
      "The configuration is a JSON file: \"providers\" by name, each with its \"kind\" (openai, compatible, "
        + "ollama, vllm, sglang, llama.cpp, lmstudio, litellm, gemini, anthropic), \"url\", \"key_env\" (the "
        + "environment's variable that holds the key), \"prices\" in dollars for a million tokens and \"models\"; "
        + "\"aliases\"; and \"model\", which answers unless another is named.",
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
