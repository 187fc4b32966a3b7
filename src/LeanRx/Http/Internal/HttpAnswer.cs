using System.Net.Http;
using LeanRx.Common.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Http.Internal;

/// <summary>What the server answered to a request, read whole. What stands between and answers in its place is no answer.</summary>
internal sealed class HttpAnswer
{
    HttpAnswer(int status, string name, ReadOnlyMemory<byte> body) => (Status, Name, Body) = (status, name, body);

    public int Status { get; }

    /// <summary>The status in words, as <c>NotFound</c>.</summary>
    public string Name { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Asks and reads.</summary>
    /// <param name="network">The client's way out.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="who">Who is asked, for messages.</param>
    /// <param name="maxBytes">The longest answer that is read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConnectionLostException">The server was not reached: the network, or somebody on the way answered.</exception>
    /// <exception cref="InvalidResponseException">It answered with too much.</exception>
    public static async Task<HttpAnswer> OfAsync(ClientNetwork network, HttpRequestMessage request, string who, int maxBytes,
        CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Redirects.SendAsync(network.Http, request, cancellationToken).ConfigureAwait(false);
            var body = await ReadAsync(response, who, maxBytes, cancellationToken).ConfigureAwait(false);
            return IntermediaryAnswer.Of(response, body, who, network) is { } failure ? throw failure
                : new HttpAnswer((int)response.StatusCode, response.StatusCode.ToString(), body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ConnectionLostException($"{who} was not reached: {NetworkText.Of(exception)}", null, exception)
            {
                IsTransient = NetworkText.IsTransient(exception),
            };
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, string who, int maxBytes, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(
#if NET
            cancellationToken
#endif
        ).ConfigureAwait(false);
        using var answer = new MemoryStream();
        var block = new byte[1024];
#pragma warning disable CA1835 // The overload with memory is missing on netstandard2.0.
        for (int read; (read = await stream.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0;)
#pragma warning restore CA1835
        {
            answer.Write(block, 0, read);
            if (answer.Length > maxBytes)
                throw new InvalidResponseException($"{who} answered with more than {maxBytes:N0} bytes; that is not what was asked for.");
        }
        return ByteOrderMark.Skip(answer.ToArray());
    }
}
