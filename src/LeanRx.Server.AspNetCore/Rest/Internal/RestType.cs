namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>What a field of a request holds.</summary>
enum RestType
{
    Text,
    Flag,
    Number,
    Texts,

    /// <summary>An array of numbers and nulls, in answers only.</summary>
    Numbers,

    /// <summary>An array of objects, in answers only.</summary>
    Objects,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>In a body any JSON value, which the operation itself looks at; in a query a JSON object as text.</summary>
    Json,
}
