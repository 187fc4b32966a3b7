namespace LeanRx.Server.Runtime.Internal;

/// <summary>What is written a little later, so that many changes cost one write.</summary>
internal interface ILazilySaved
{
    string Id { get; }

    Task SaveAsync();
}
