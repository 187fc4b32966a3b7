using LeanRx.Common.Internal;
using LeanRx.Outbox.Internal;

namespace LeanRx;

/// <summary>Stores sends in a file, so that they survive the end of the process and of the computer.</summary>
/// <remarks>
/// When <see cref="AddAsync"/> completes, the sends are on disk. Each line of the file is independent; an incomplete last line, which was not confirmed, is
/// dropped. Other unreadable lines are reported as damage with their numbers, a copy of the file is kept under the same name with <c>.damaged</c>, and
/// everything readable is kept. Only one process can use the file at a time. It works on the thread pool. Dispose it after the client.
/// </remarks>
public sealed class FileOutboxStore : IOutboxStore, IDisposable
{
    readonly object _lock = new();
    readonly OutboxFile _file;
    bool _isDisposed;

    /// <summary>Creates a store for a file, which is opened or created when the store is first used.</summary>
    /// <remarks>Its directory must exist.</remarks>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public FileOutboxStore(string path)
    {
        Path = System.IO.Path.GetFullPath(Guard.NotEmpty(path, nameof(path)));
        _file = new OutboxFile(Path);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    /// <exception cref="OutboxStoreException">The file cannot be opened, another process has it open, it is no outbox, or a newer version wrote it.</exception>
    public Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default) => Do(static (file, _) => file.Load(), 0, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="OutboxStoreException">The file cannot be written; it is as it was before.</exception>
    public Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default) =>
        Do(static (file, entries) => file.Add(entries), Guard.NotNull(entries, nameof(entries)), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="OutboxStoreException">The file cannot be written.</exception>
    public Task RemoveAsync(string token, CancellationToken cancellationToken = default) =>
        Do(static (file, token) => file.Remove(token), Guard.NotNull(token, nameof(token)), cancellationToken);

    /// <summary>Closes the file.</summary>
    /// <remarks>The store cannot be used any more.</remarks>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _file.Dispose();
        }
    }

    Task<TResult> Do<TArgument, TResult>(Func<OutboxFile, TArgument, TResult> what, TArgument argument, CancellationToken cancellationToken) => Task.Run(() =>
    {
        lock (_lock)
        {
            if (_isDisposed)
                throw new OutboxStoreException($"The outbox {Path} was disposed of. Dispose of it after the client.");
            try
            {
                return what(_file, argument);
            }
            // A file that would become too large is an argument out of range to the platform.
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException)
            {
                throw new OutboxStoreException($"The outbox {Path} cannot be used: {exception.Message}", exception);
            }
        }
    }, cancellationToken);
}
