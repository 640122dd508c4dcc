// What the AWS SDK for Go v2 makes of identitystore: one JSON object on standard output.
//
// It reads members by exactly the names of the service model, where botocore and the AWS CLI also take others.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/document"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/types"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
)

const unknown = "11111111-1111-4111-8111-111111111111"

var (
	ctx    = context.Background()
	client = identitystore.New(identitystore.Options{
		Credentials:      aws.CredentialsProviderFunc(credentials),
		EndpointResolver: identitystore.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL")),
		Region:           os.Getenv("AWS_DEFAULT_REGION"),
	})
	instances = ssoadmin.New(ssoadmin.Options{
		Credentials:      aws.CredentialsProviderFunc(credentials),
		EndpointResolver: ssoadmin.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL")),
		Region:           os.Getenv("AWS_DEFAULT_REGION"),
	})
)

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
	}, nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// What an error is in Go: the members of the type that the SDK made of it.
type outcome struct {
	Type         string
	Message      string
	RequestId    string
	Reason       string
	ResourceType string
	ResourceId   string
}

func outcomeOf(err error) outcome {
	var (
		conflict *types.ConflictException
		notFound *types.ResourceNotFoundException
		invalid  *types.ValidationException
	)
	switch {
	case errors.As(err, &conflict):
		return outcome{
			Type:      "ConflictException",
			Message:   aws.ToString(conflict.Message),
			RequestId: aws.ToString(conflict.RequestId),
			Reason:    string(conflict.Reason),
		}
	case errors.As(err, &notFound):
		return outcome{
			Type:         "ResourceNotFoundException",
			Message:      aws.ToString(notFound.Message),
			RequestId:    aws.ToString(notFound.RequestId),
			ResourceType: string(notFound.ResourceType),
			ResourceId:   aws.ToString(notFound.ResourceId),
		}
	case errors.As(err, &invalid):
		return outcome{
			Type:      "ValidationException",
			Message:   aws.ToString(invalid.Message),
			RequestId: aws.ToString(invalid.RequestId),
		}
	}
	return outcome{Type: "error", Message: err.Error()}
}

func createUser(store *string, name string) (*identitystore.CreateUserOutput, error) {
	return client.CreateUser(ctx, &identitystore.CreateUserInput{
		IdentityStoreId: store,
		UserName:        aws.String(name),
		DisplayName:     aws.String(name),
		Name:            &types.Name{GivenName: aws.String("Ada"), FamilyName: aws.String("Lovelace")},
	})
}

func update(store, user *string, path string, value document.Interface) error {
	_, err := client.UpdateUser(ctx, &identitystore.UpdateUserInput{
		IdentityStoreId: store,
		UserId:          user,
		Operations:      []types.AttributeOperation{{AttributePath: aws.String(path), AttributeValue: value}},
	})
	return err
}

func describe(store, user *string) (*identitystore.DescribeUserOutput, error) {
	return client.DescribeUser(ctx, &identitystore.DescribeUserInput{IdentityStoreId: store, UserId: user})
}

func errorsOf(store, user *string) map[string]outcome {
	_, duplicate := createUser(store, "ada")
	_, reserved := createUser(store, "Administrator")
	_, missing := describe(store, aws.String(unknown))
	_, constraint := describe(store, aws.String("nonsense"))
	return map[string]outcome{
		"duplicate":  outcomeOf(duplicate),
		"reserved":   outcomeOf(reserved),
		"missing":    outcomeOf(missing),
		"constraint": outcomeOf(constraint),
		"path":       outcomeOf(update(store, user, "shoeSize", document.NewLazyDocument("38"))),
	}
}

func main() {
	listed, err := instances.ListInstances(ctx, &ssoadmin.ListInstancesInput{})
	must(err)
	store := listed.Instances[0].IdentityStoreId
	ada, err := createUser(store, "ada")
	must(err)
	emails := []map[string]interface{}{{"value": "ada@example.com", "primary": true}}
	must(update(store, ada.UserId, "emails", document.NewLazyDocument(emails)))
	must(update(store, ada.UserId, "title", document.NewLazyDocument("Countess")))
	user, err := describe(store, ada.UserId)
	must(err)
	must(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"id":     *user.UserId,
		"email":  *user.Emails[0].Value,
		"title":  *user.Title,
		"errors": errorsOf(store, ada.UserId),
	}))
}
