namespace LeanRx.Server.Orleans.Tests;

/// <summary>Tests of nodes that are processes, one after the other and beside no others: they measure how long clients wait.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
