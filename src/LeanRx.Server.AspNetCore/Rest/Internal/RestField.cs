namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>A field that an operation takes, in its body or its query.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Meaning">What it means, a sentence for the OpenAPI document.</param>
sealed record RestField(string Name, RestType Type, string Meaning)
{
    public bool IsRequired { get; init; }

    /// <summary>The smallest number that is taken; null: any.</summary>
    public long? Minimum { get; init; }
}
