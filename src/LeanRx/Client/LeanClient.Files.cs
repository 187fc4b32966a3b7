using LeanRx.Uploads.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S21
    /// <summary>
    /// Uploads a file from disk, to be sent in a message: <c>await chat.SendAsync(new ImageMessage(await client.UploadFileAsync("k.png")) { Text = "萌" })</c>.
    /// It needs no open connection, only <see cref="LeanClientOptions.ApplicationKey"/>. A lost connection is tried again, see
    /// <see cref="UploadOptions.MaxAttempts"/>; each step of it may be silent for <see cref="LeanClientOptions.CommandTimeout"/>. What is already on the net
    /// needs no upload: <c>new ImageMessage(url)</c>.
    /// </summary>
    /// <param name="path">The file. Its name, without the directory, is what others see.</param>
    /// <exception cref="ArgumentException">The path is empty or a directory, the file is empty, or an option is out of its limits.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="ServerRejectedException">The server refused it: 413 for one above its limit, 401 for a wrong
    /// <see cref="LeanClientOptions.ApplicationKey"/>.</exception>
    /// <exception cref="ConnectionLostException">The last attempt failed; the message names the URL.</exception>
    /// <exception cref="LeanRxException">The server's answer is none, or the client was disposed.</exception>
    public Task<UploadedFile> UploadFileAsync(string path, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(UploadCheck.Checked(options), UploadSource.Open(path, nameof(path)), cancellationToken);

    /// <summary>
    /// Uploads what a stream holds, from where it stands to its end. See <see cref="UploadFileAsync(string, UploadOptions, CancellationToken)"/>.
    /// </summary>
    /// <param name="content">The bytes. It stays the caller's, and must be left alone until the upload has ended. One that cannot seek is copied to a temporary
    /// file first.</param>
    /// <param name="name">The file's name, with its extension: 1 to 255 characters.</param>
    /// <exception cref="ArgumentException">The stream cannot be read or is empty, the name is not 1 to 255 characters, or an option is out of its
    /// limits.</exception>
    /// <inheritdoc cref="UploadFileAsync(string, UploadOptions, CancellationToken)" path="/exception"/>
    public Task<UploadedFile> UploadAsync(Stream content, string name, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(UploadCheck.Checked(options), UploadSource.Of(content, name), cancellationToken);

    /// <summary>The options are checked before a source is opened.</summary>
    Task<UploadedFile> UploadAsync(UploadOptions options, UploadSource source, CancellationToken cancellationToken) =>
        _core.Uploads.UploadAsync(source, options, cancellationToken);
}
