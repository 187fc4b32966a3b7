using System.Runtime.ExceptionServices;
using LeanRx.Common.Internal;

namespace LeanRx.Uploads.Internal;

/// <summary>The bytes of an upload: known in number, and there again for each attempt.</summary>
internal sealed class UploadSource : IDisposable
{
    const int MaxNameLength = 255;
    const int BlockBytes = 64 * 1024;

    readonly bool _ownsContent;
    readonly long _start;
    Stream _content;
    bool _isCopied;

    UploadSource(Stream content, string name, bool ownsContent)
    {
        _content = content;
        _ownsContent = ownsContent;
        Name = name;
        if (content.CanSeek)
            _start = content.Position;
    }

    public string Name { get; }

    /// <summary>What reading it threw, which the HTTP stack hands on as an error of the network.</summary>
    public ExceptionDispatchInfo? Error { get; private set; }

    /// <summary>Size in bytes. Known once <see cref="PrepareAsync"/> has completed.</summary>
    public long Length { get; private set; }

    public static UploadSource Open(string path, string argument)
    {
        Guard.NotEmpty(path, argument);
        if (Directory.Exists(path))
            throw new ArgumentException($"{argument} must be a file; '{path}' is a directory.", argument);
        if (!File.Exists(path))
            throw new FileNotFoundException($"{argument} must be a file; '{path}' does not exist.", path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes, useAsync: true);
        if (file.Length > 0)
            return new UploadSource(file, Path.GetFileName(path), ownsContent: true);
        file.Dispose();
        throw new ArgumentException($"{argument} must be a file of 1 byte at least; '{path}' is empty.", argument);
    }

    public static UploadSource Of(Stream content, string name)
    {
        if (!Guard.NotNull(content, nameof(content)).CanRead)
            throw new ArgumentException("content must be a stream that can be read.", nameof(content));
        if (Guard.NotNull(name, nameof(name)).Length is 0 or > MaxNameLength)
            throw new ArgumentException($"name must have 1 to {MaxNameLength} characters; it has {name.Length}.", nameof(name));
        if (content.CanSeek && content.Length <= content.Position)
            throw NothingIn();
        return new UploadSource(content, name, ownsContent: false);
    }

    /// <summary>Copies what cannot be read twice to a temporary file, which is gone when this is disposed of.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!_content.CanSeek)
        {
            var copy = new FileStream(Path.Combine(Path.GetTempPath(), $"leanrx-upload-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite,
                FileShare.None, BlockBytes, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
            try
            {
                await _content.CopyToAsync(copy, BlockBytes, cancellationToken).ConfigureAwait(false);
                if (copy.Length == 0)
                    throw NothingIn();
            }
            catch
            {
                copy.Dispose();
                throw;
            }
            _content = copy;
            _isCopied = true;
        }
        Length = _content.Length - _start;
    }

    /// <summary>The bytes as a stream that begins with the first.</summary>
    public Stream Rewound()
    {
        _content.Position = _start;
        return _start == 0 ? _content : new OffsetStream(_content, _start);
    }

    /// <summary>Copies all bytes in blocks, and tells of each.</summary>
    public async Task CopyToAsync(Stream target, Action<long> sent, CancellationToken cancellationToken)
    {
        _content.Position = _start;
        var block = new byte[BlockBytes];
        for (var copied = 0L; copied < Length;)
        {
            var read = await ReadAsync(block, (int)Math.Min(BlockBytes, Length - copied), copied, cancellationToken).ConfigureAwait(false);
#pragma warning disable CA1835 // The overload with memory is missing on netstandard2.0.
            await target.WriteAsync(block, 0, read, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1835
            sent(copied += read);
        }
    }

    async Task<int> ReadAsync(byte[] block, int count, long copied, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable CA1835 // The overload with memory is missing on netstandard2.0.
            var read = await _content.ReadAsync(block, 0, count, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1835
            return read > 0 ? read : throw new IOException($"'{Name}' ended after {copied:N0} of {Length:N0} bytes: it was changed while it was uploaded.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Error = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    public void Dispose()
    {
        if (_ownsContent || _isCopied)
            _content.Dispose();
    }

    static ArgumentException NothingIn() => new("content must have 1 byte at least; it is empty.", "content");
}
