namespace LeanRx.Interop.Tests;

/// <summary>The tests that look at the played matrix.</summary>
[CollectionDefinition(Name)]
public sealed class MatrixGroup : ICollectionFixture<PlayedMatrix>
{
    public const string Name = "matrix";
}
