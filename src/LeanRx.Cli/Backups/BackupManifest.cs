using System.Security.Cryptography;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Backups;

/// <summary>What a backup holds, written last: without it a folder is none.</summary>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DatabaseBytes">The size of the database.</param>
/// <param name="DatabaseHash">Its SHA-256, in hexadecimal digits.</param>
/// <param name="Files">How many uploaded files there are.</param>
/// <param name="FileBytes">Their size, with what is written beside them.</param>
sealed record BackupManifest(DateTimeOffset CreatedAt, long DatabaseBytes, string DatabaseHash, long Files, long FileBytes)
{
    public const string FileName = "backup.json";

    /// <summary>What stands in a folder, whose database and files are complete.</summary>
    public static BackupManifest Of(string folder, DateTimeOffset createdAt)
    {
        using var database = File.OpenRead(Path.Combine(folder, DataFolder.DatabaseName));
        var (files, bytes) = BackupFolder.Count(Path.Combine(folder, DataFolder.FilesName));
        return new BackupManifest(createdAt, database.Length, Convert.ToHexStringLower(SHA256.HashData(database)), files, bytes);
    }

    /// <summary>Writes it to the disk.</summary>
    public void Write(string folder)
    {
        using var output = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("createdAt"u8, CreatedAt);
            json.WriteNumber("databaseBytes"u8, DatabaseBytes);
            json.WriteString("databaseSha256"u8, DatabaseHash);
            json.WriteNumber("files"u8, Files);
            json.WriteNumber("fileBytes"u8, FileBytes);
            json.WriteEndObject();
        }

        output.Flush(flushToDisk: true);
    }

    /// <exception cref="ToolException">There is none, or it is damaged.</exception>
    public static BackupManifest Read(string folder)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, FileName)));
            var root = json.RootElement;
            return new BackupManifest(root.GetProperty("createdAt"u8).GetDateTimeOffset(), root.GetProperty("databaseBytes"u8).GetInt64(),
                root.GetProperty("databaseSha256"u8).GetString()!, root.GetProperty("files"u8).GetInt64(), root.GetProperty("fileBytes"u8).GetInt64());
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"--from {folder}: is no complete backup: it has no {FileName}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new ToolException($"--from {folder}: its {FileName} cannot be read: {exception.Message}", exception);
        }
    }
}
