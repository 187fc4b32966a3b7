namespace LeanRx.Benchmarks.Contenders;

/// <summary>A client under measurement.</summary>
interface IContender : IAsyncDisposable
{
    string Name { get; }

    Task OpenAsync();

    /// <summary>Sends one message and completes with its ack.</summary>
    Task SendAsync();

    /// <summary>Has the server push messages and completes when all were heard.</summary>
    Task ReceiveAsync(int count);
}
