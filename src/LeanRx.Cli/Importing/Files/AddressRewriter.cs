using System.Text;
using System.Text.Json;
using LeanRx.Cli.Importing.Reporting;

namespace LeanRx.Cli.Importing.Files;

/// <summary>Puts the new address of a file into a message. All else in the body stays, byte for byte.</summary>
sealed class AddressRewriter(FileBook files, ImportReport report)
{
    const string Marker = "_lcfile";

    public string Rewrite(string body)
    {
        if (!body.Contains(Marker, StringComparison.Ordinal))
            return body;
        try
        {
            return Replace(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return body; // Free text that only looks like a message with a file.
        }
    }

    string Replace(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (Find(bytes) is not { } found)
            return body;
        if (files.NewAddress(found.ObjectId, found.Url) is not { } address || address == found.Url)
        {
            report.NoteForeign(Uri.TryCreate(found.Url, UriKind.Absolute, out var url) ? url.Host : "(no address)");
            return body;
        }
        report.RewrittenAddresses++;
        var text = JsonSerializer.SerializeToUtf8Bytes(address, FileJson.Default.String);
        return Encoding.UTF8.GetString([.. bytes.AsSpan(0, found.Start), .. text, .. bytes.AsSpan(found.End)]);
    }

    /// <summary>The address in the file of a message, and where it stands; null when there is none.</summary>
    static (string Url, string? ObjectId, int Start, int End)? Find(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 512 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        (string? url, string? objectId, var start, var end) = (null, null, 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFile = reader.ValueTextEquals(Marker);
            reader.Read();
            if (!isFile || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isUrl, isId) = (reader.ValueTextEquals("url"u8), reader.ValueTextEquals("objId"u8));
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && isUrl)
                    (url, start, end) = (reader.GetString(), (int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                else if (reader.TokenType == JsonTokenType.String && isId)
                    objectId = reader.GetString();
                reader.Skip();
            }
        }
        return url is null ? null : (url, objectId, start, end);
    }
}
