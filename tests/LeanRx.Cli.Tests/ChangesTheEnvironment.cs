namespace LeanRx.Cli.Tests;

/// <summary>Tests that change the environment of this process, in which tools of other tests run too: they run beside none.</summary>
[CollectionDefinition(nameof(ChangesTheEnvironment), DisableParallelization = true)]
public sealed class ChangesTheEnvironment;
