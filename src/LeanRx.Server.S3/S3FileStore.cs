using LeanRx.Server.Files.Internal;
using LeanRx.Server.S3.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>Stores files in an S3 bucket, of Amazon or of a service that speaks the same.</summary>
/// <remarks>
/// <para>Several servers can use one at the same time.</para>
/// <para>A file is two objects: its bytes, and below another key its description, which is written last and only if there is none. The service must honour
/// <c>If-None-Match</c> and <c>If-Match</c> in <c>PutObject</c>, as Amazon's and current MinIO do; <see cref="CheckAsync"/> sees whether it does.</para>
/// <para>What is uploaded is held in a temporary file of this machine until it is complete. A process that ends between the two objects leaves bytes without a
/// description, which nobody sees.</para>
/// <para>An empty description stays of a deleted file, so that its id stays taken.</para>
/// </remarks>
public sealed class S3FileStore : IFileStore
{
    readonly Bucket _bucket;
    readonly Keys _keys;

    S3FileStore(Bucket bucket, string prefix)
    {
        _bucket = bucket;
        _keys = new Keys(prefix);
    }

    /// <summary>Opens a bucket.</summary>
    /// <remarks>Nothing is asked of the service yet; <see cref="CheckAsync"/> does.</remarks>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static S3FileStore Open(S3FileStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new(new Bucket(options), options.Prefix);
    }

    /// <summary>Returns whether a text is the address of a bucket, and not a path.</summary>
    /// <param name="text">What somebody wrote where files are kept.</param>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("s3://", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The object id has not the form of one.</exception>
    public async ValueTask<FileRecord?> SaveAsync(FileRecord file, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        if (!FileRecord.IsObjectId(file.ObjectId))
            throw new ArgumentException("An object id has 24 hexadecimal digits in lower case.", nameof(file));

        var held = Spool.Create();
        await using var heldClosing = held.ConfigureAwait(false);
        await content.CopyToAsync(held, cancellationToken).ConfigureAwait(false);
        var stored = file with { Length = held.Length };
        using var description = new MemoryStream();
        FileDescription.Write(description, stored);

        var upload = Guid.NewGuid().ToString("N");
        var contentKey = _keys.Content(file.ApplicationId, file.ObjectId, upload);
        await _bucket.PutAsync(contentKey, held, cancellationToken).ConfigureAwait(false);
        var descriptionKey = _keys.Description(file.ApplicationId, file.ObjectId);
        try
        {
            if (await _bucket.TryPutAsync(descriptionKey, description, upload, expected: null, cancellationToken).ConfigureAwait(false)) return stored;
        }
        catch
        {
            // It may have been written all the same.
            if (await _bucket.IsUnnamedAsync(descriptionKey, upload).ConfigureAwait(false)) await _bucket.TryDeleteAsync(contentKey).ConfigureAwait(false);
            throw;
        }
        await _bucket.TryDeleteAsync(contentKey).ConfigureAwait(false);
        return await FindAsync(file.ApplicationId, file.ObjectId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<FileRecord?> FindAsync(string applicationId, string objectId, CancellationToken cancellationToken = default) =>
        await DescribedAsync(applicationId, objectId, cancellationToken).ConfigureAwait(false) is { } described
            ? FileDescription.Read(applicationId, objectId, described.Content.Span) : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FileRecord>> ScanAsync(string applicationId, string? after, int limit, CancellationToken cancellationToken = default)
    {
        var found = new List<FileRecord>();
        if (limit <= 0) return found;
        var folder = _keys.Descriptions(applicationId);
        await foreach (var key in _bucket.ListAsync(folder, folder + after, cancellationToken).ConfigureAwait(false))
        {
            if (await FindAsync(applicationId, key[folder.Length..], cancellationToken).ConfigureAwait(false) is { } file) found.Add(file);
            if (found.Count == limit) break;
        }
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<Stream?> OpenAsync(string applicationId, string objectId, CancellationToken cancellationToken = default)
    {
        if (await DescribedAsync(applicationId, objectId, cancellationToken).ConfigureAwait(false) is not { } described) return null;
        var key = _keys.Content(applicationId, objectId, described.Token);
        return await _bucket.LengthAsync(key, cancellationToken).ConfigureAwait(false) is { } length ? new ContentStream(_bucket, key, length) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string applicationId, string objectId, CancellationToken cancellationToken = default)
    {
        if (await DescribedAsync(applicationId, objectId, cancellationToken).ConfigureAwait(false) is not { } described) return false;
        // The bytes go first: a file without them is not served, and whatever happens in between can be deleted again.
        await _bucket.DeleteAsync(_keys.Content(applicationId, objectId, described.Token), cancellationToken).ConfigureAwait(false);
        using var nothing = new MemoryStream();
        return await _bucket.TryPutAsync(_keys.Description(applicationId, objectId), nothing, Guid.NewGuid().ToString("N"), described.Tag, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Verifies that the store keeps what it is given, and that the service honours conditions.</summary>
    /// <remarks>It writes something small, and removes it again.</remarks>
    /// <exception cref="IOException">It does not. The message says why.</exception>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        var key = _keys.Probe();
        using var content = new MemoryStream([1]);
        bool isWritten, isOverwritten;
        try
        {
            isWritten = await _bucket.TryPutAsync(key, content, "first", expected: null, cancellationToken).ConfigureAwait(false);
            isOverwritten = await _bucket.TryPutAsync(key, content, "second", expected: null, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await _bucket.TryDeleteAsync(key).ConfigureAwait(false);
            throw;
        }
        await _bucket.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        if (!isWritten || isOverwritten)
            throw new IOException("The files cannot be kept: the object store does not honour If-None-Match, without which files would overwrite each other.");
    }

    /// <summary>Closes the connections to the service.</summary>
    public ValueTask DisposeAsync()
    {
        _bucket.Dispose();
        return default;
    }

    /// <summary>The description of a file; null where there is none, and where only that of a deleted one is left.</summary>
    async ValueTask<SmallObject?> DescribedAsync(string applicationId, string objectId, CancellationToken cancellationToken) =>
        FileRecord.IsObjectId(objectId)
        && await _bucket.GetAsync(_keys.Description(applicationId, objectId), cancellationToken).ConfigureAwait(false) is { Content.Length: > 0 } described
            ? described : null;
}
