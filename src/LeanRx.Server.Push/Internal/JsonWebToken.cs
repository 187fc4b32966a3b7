using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Makes signed tokens.</summary>
static class JsonWebToken
{
    public static string Create(Action<Utf8JsonWriter> header, Action<Utf8JsonWriter> claims, Func<byte[], byte[]> sign)
    {
        var content = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    static string Encoded(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
