using LeanRx.Uploads.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S21
    /// <summary>Uploads a file from disk, to be sent in a media message.</summary>
    /// <remarks>
    /// For example <c>await chat.SendAsync(new ImageMessage(await client.UploadFileAsync("k.png")) { Text = "…" })</c>. It needs no open connection, only
    /// <see cref="LeanClientOptions.ApplicationKey"/>. A failed upload is retried, see <see cref="UploadOptions.MaxAttempts"/>; each step may take
    /// <see cref="LeanClientOptions.CommandTimeout"/> without progress. Files that are on the web already need no upload: <c>new ImageMessage(url)</c>.
    /// </remarks>
    /// <param name="path">The path of the file. Its name, without the directory, is visible to others.</param>
    /// <param name="options">The options. Default: null.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="ArgumentException">The path is empty or a directory, the file is empty, or an option is out of its limits.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="ServerRejectedException">The server refused it: 413 for one above its limit, 401 for a wrong
    /// <see cref="LeanClientOptions.ApplicationKey"/>.</exception>
    /// <exception cref="ConnectionLostException">The last attempt failed; the message names the URL.</exception>
    /// <exception cref="LeanRxException">The server's answer is none, or the client was disposed.</exception>
    public Task<UploadedFile> UploadFileAsync(string path, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(UploadCheck.Checked(options), UploadSource.Open(path, nameof(path)), cancellationToken);

    /// <summary>Uploads the content of a stream, from its position to its end.</summary>
    /// <inheritdoc cref="UploadFileAsync" path="/remarks"/>
    /// <param name="content">The bytes. It is not disposed, and must not be used until the upload has ended. A stream that cannot seek is first copied to a
    /// temporary file.</param>
    /// <param name="name">The name of the file with its extension, 1 to 255 characters.</param>
    /// <param name="options">The options. Default: null.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="ArgumentException">The stream cannot be read or is empty, the name is not 1 to 255 characters, or an option is out of its
    /// limits.</exception>
    /// <inheritdoc cref="UploadFileAsync(string, UploadOptions, CancellationToken)" path="/exception"/>
    public Task<UploadedFile> UploadAsync(Stream content, string name, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(UploadCheck.Checked(options), UploadSource.Of(content, name), cancellationToken);

    /// <summary>The options are checked before a source is opened.</summary>
    Task<UploadedFile> UploadAsync(UploadOptions options, UploadSource source, CancellationToken cancellationToken) =>
        _core.Uploads.UploadAsync(source, options, cancellationToken);
}
