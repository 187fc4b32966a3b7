using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Tells when a save begins and how it ends.</summary>
sealed class WatchedFileStore(IFileStore inner) : IFileStore
{
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    /// <summary>What the next saves fail with.</summary>
    public Exception? Failure { get; set; }

    public Task Ended => _ended.Task;

    public async ValueTask<FileRecord?> SaveAsync(FileRecord file, Stream content, CancellationToken cancellationToken = default)
    {
        _begun.TrySetResult();
        if (Failure is { } failure)
            throw failure;
        try
        {
            var saved = await inner.SaveAsync(file, content, cancellationToken);
            _ended.TrySetResult();
            return saved;
        }
        catch (Exception exception)
        {
            _ended.TrySetException(exception);
            throw;
        }
    }

    public ValueTask<FileRecord?> FindAsync(string applicationId, string objectId, CancellationToken cancellationToken = default) =>
        inner.FindAsync(applicationId, objectId, cancellationToken);

    public ValueTask<IReadOnlyList<FileRecord>> ScanAsync(string applicationId, string? after, int limit, CancellationToken cancellationToken = default) =>
        inner.ScanAsync(applicationId, after, limit, cancellationToken);

    public ValueTask<Stream?> OpenAsync(string applicationId, string objectId, CancellationToken cancellationToken = default) =>
        inner.OpenAsync(applicationId, objectId, cancellationToken);

    public ValueTask<bool> DeleteAsync(string applicationId, string objectId, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(applicationId, objectId, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken = default) =>
        Failure is { } failure ? ValueTask.FromException(failure) : inner.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
