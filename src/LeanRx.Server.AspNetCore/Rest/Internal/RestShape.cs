namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>The shape of an answer, for the OpenAPI document.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Members">The members of the object, or of each object of the array.</param>
sealed record RestShape(string Name, IReadOnlyList<RestField> Members)
{
    /// <summary>Whether it is an array of such objects.</summary>
    public bool IsArray { get; init; }
}
