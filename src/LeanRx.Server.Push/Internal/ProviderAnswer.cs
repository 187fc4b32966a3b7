using System.Net;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>What a provider answered.</summary>
/// <param name="Body">The object in it; undefined where there is none.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
readonly record struct ProviderAnswer(HttpStatusCode Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the provider is not well, or wants to be asked later.</summary>
    public bool IsLater => Status == HttpStatusCode.TooManyRequests || (int)Status >= 500;
}
