using System.Buffers;
using System.Net.Http;
using System.Net.WebSockets;

namespace LeanRx.Transport.Sockets.Internal;

// RFC 9112 §2, §4, §5
/// <summary>Reads the head of an answer, line by line: what is none is refused with its first line, and none may be long.</summary>
/// <param name="answer">What it is called where it is refused.</param>
sealed class ResponseHead(string answer)
{
    /// <summary>The most bytes of a head, those of interim answers among them.</summary>
    internal const int LongestHead = 32 * 1024;

    const int Room = 1024;

    HttpResponseMessage? _response;

    /// <summary>Reads up to the end of the head; interim answers are passed over.</summary>
    /// <param name="stream">Where it comes from.</param>
    /// <param name="answer">What it is called where it is refused.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The answer without its body, and what was read behind its head.</returns>
    /// <exception cref="WebSocketException">What comes is no answer.</exception>
    public static async Task<(HttpResponseMessage Response, byte[] Ahead)> ReadAsync(Stream stream, string answer, CancellationToken cancellationToken)
    {
        var head = new ResponseHead(answer);
        var buffer = ArrayPool<byte>.Shared.Rent(Room);
        try
        {
            var (length, position) = (0, 0);
            while (true)
            {
                while (buffer.AsSpan(position, length - position).IndexOf((byte)'\n') is >= 0 and var end)
                {
                    var isOver = head.Take(buffer.AsSpan(position, end));
                    position += end + 1;
                    if (isOver)
                        return (head._response!, buffer[position..length]);
                }
                if (length == LongestHead)
                    throw head.Refused($"its head is longer than {LongestHead} bytes");
                if (length == buffer.Length)
                    buffer = Grow(buffer);
                var count = await stream.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, LongestHead) - length), cancellationToken)
                    .ConfigureAwait(false);
                if (count == 0)
                    throw head.Refused(length == 0 ? "there was none: the connection was closed" : "the connection was closed before its end");
                length += count;
            }
        }
        catch
        {
            head._response?.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    /// <summary>Takes a line up to its line feed; returns whether it ends the head.</summary>
    bool Take(ReadOnlySpan<byte> line)
    {
        if (line is not [.. var text, (byte)'\r'] || text.IndexOfAny((byte)'\r', (byte)0) >= 0)
            throw Refused("its lines do not end as those of HTTP do");
        if (_response is null)
        {
            _response = HeadLine.Status(text) ?? throw Refused($"it begins with '{HeadLine.Shown(text)}'");
            return false;
        }
        if (text.Length > 0)
        {
            if (!HeadLine.TryAdd(text, _response))
                throw Refused($"it has the line '{HeadLine.Shown(text)}'");
            return false;
        }
        if ((int)_response.StatusCode is >= 200 or 101)
            return true;
        _response.Dispose();
        _response = null;
        return false;
    }

    WebSocketException Refused(string why) => new(WebSocketError.NotAWebSocket, $"{answer} is not HTTP: {why}.");
}
