using System.Security.Cryptography;
using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Files.Internal;

/// <summary>
/// Where things are below the directory of a <see cref="DirectoryFileStore"/>. Of what users write, only object ids that were checked become part of a path.
/// </summary>
internal static class FileLayout
{
    public static string LockFile(string root) => Path.Combine(root, "lock");

    public static string Incoming(string root) => Path.Combine(root, "incoming");

    public static string NewIncoming(string root) => Path.Combine(Incoming(root), Guid.NewGuid().ToString("N"));

    /// <summary>The directory of one file. The names of applications are hashed: they may hold anything, and differ in case alone.</summary>
    public static string PlaceOf(string root, string applicationId, string objectId) =>
        Path.Combine(ApplicationOf(root, applicationId), objectId[..2], objectId);

    /// <summary>The ids of an application's files behind one, in ordinal order; those of deleted files too.</summary>
    public static IEnumerable<string> ObjectIdsOf(string root, string applicationId, string? after)
    {
        var application = new DirectoryInfo(ApplicationOf(root, applicationId));
        if (!application.Exists)
            yield break;
        foreach (var shelf in Behind(application, after?[..Math.Min(2, after.Length)], isIncluded: true))
            foreach (var file in Behind(shelf, after, isIncluded: false))
                yield return file.Name;
    }

    static IEnumerable<DirectoryInfo> Behind(DirectoryInfo directory, string? after, bool isIncluded) => directory.EnumerateDirectories()
        .Where(child => string.CompareOrdinal(child.Name, after) >= (isIncluded ? 0 : 1))
        .OrderBy(child => child.Name, StringComparer.Ordinal);

    static string ApplicationOf(string root, string applicationId) =>
        Path.Combine(root, "app-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(applicationId))[..8]));

    public static string Content(string place) => Path.Combine(place, "content");

    public static string Description(string place) => Path.Combine(place, "file.json");

    /// <summary>What is written to see whether anything can be.</summary>
    public static FileRecord Probe { get; } =
        new() { ApplicationId = "", ObjectId = new string('0', 24), Name = "probe", ContentType = "application/octet-stream" };
}
