using LeanRx.Cli.Importing.Rows;

namespace LeanRx.Cli.Importing.Files;

/// <summary>The uploaded files of an export: where they were, and where they are now.</summary>
/// <param name="publicUrl">Under which URL clients reach the new server; null when it is not told.</param>
/// <param name="fileUrl">Where the bytes of all files are kept instead, by their keys; null when it is not told.</param>
sealed class FileBook(Uri? publicUrl, Uri? fileUrl)
{
    readonly Dictionary<string, FileRow> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _idsByUrl = new(StringComparer.Ordinal);
    readonly HashSet<string> _here = new(StringComparer.Ordinal);

    public int Count => _byId.Count;

    public IEnumerable<FileRow> All => _byId.Values;

    public void Add(FileRow file)
    {
        _byId[file.Record.ObjectId] = file;
        _idsByUrl[file.Url] = file.Record.ObjectId;
    }

    public FileRow? Find(string? objectId) => objectId is null ? null : _byId.GetValueOrDefault(objectId);

    /// <summary>Notes that the server has the bytes of a file.</summary>
    public void NoteContent(string objectId) => _here.Add(objectId);

    /// <summary>The address that takes the place of one in a message; null when that one stays.</summary>
    /// <param name="objectId">The file that the message names, if it does.</param>
    /// <param name="url">The address that it gives.</param>
    public string? NewAddress(string? objectId, string url)
    {
        if (Find(objectId ?? _idsByUrl.GetValueOrDefault(url)) is not { } file || !IsAddressOf(file, url))
            return null;
        if (fileUrl is not null)
            return file.IsExternal ? null : $"{fileUrl.AbsoluteUri.TrimEnd('/')}/{string.Join('/', file.Key.Split('/').Select(Uri.EscapeDataString))}";
        return publicUrl is not null && _here.Contains(file.Record.ObjectId) ? publicUrl.AbsoluteUri.TrimEnd('/') + file.Record.Address : null;
    }

    /// <summary>
    /// Whether it is the file's own: that of its row, or of another host with the same key. A message may name a file and yet give the address of something
    /// else.
    /// </summary>
    static bool IsAddressOf(FileRow file, string url) =>
        url == file.Url || (Uri.TryCreate(url, UriKind.Absolute, out var address) && Uri.UnescapeDataString(address.AbsolutePath)
            .EndsWith('/' + file.Key, StringComparison.Ordinal));
}
